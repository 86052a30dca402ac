package com.example.shop;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Settings: shop.properties, then the file named in -Dshop.config, then system properties. */
public class ShopConfig {

    private final Properties properties = new Properties();

    public static ShopConfig load() throws IOException {
        ShopConfig config = new ShopConfig();
        InputStream defaults = ShopConfig.class.getResourceAsStream("/shop.properties");
        try {
            config.properties.load(defaults);
        } finally {
            defaults.close();
        }
        String file = System.getProperty("shop.config");
        if (file != null) {
            InputStream in = new FileInputStream(file);
            try {
                config.properties.load(in);
            } finally {
                in.close();
            }
        }
        return config;
    }

    public String get(String key) {
        String value = System.getProperty(key, properties.getProperty(key));
        if (value == null) {
            throw new IllegalArgumentException("Missing setting: " + key);
        }
        return value.trim();
    }

    public int getInt(String key) {
        return Integer.parseInt(get(key));
    }

    public void set(String key, String value) {
        properties.setProperty(key, value);
    }
}
