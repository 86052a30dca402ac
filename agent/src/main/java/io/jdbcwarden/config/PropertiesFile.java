package io.jdbcwarden.config;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.TreeSet;

/**
 * Reads a properties file in UTF-8. Not by java.nio.file, which is not to be touched in premain.
 */
final class PropertiesFile {
    private PropertiesFile() {}

    /**
     * @param namedBy where the path was given, for people
     */
    static void read(String path, String namedBy, Assembly into) {
        Properties properties = new Properties();
        try (InputStream bytes = new FileInputStream(path);
                Reader text =
                        new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            skipByteOrderMark(text);
            properties.load(text);
        } catch (IOException | IllegalArgumentException | SecurityException e) {
            into.fault(
                    Catalogue.CONFIG.key(),
                    path,
                    namedBy,
                    "cannot be read: "
                            + e.getMessage()
                            + "; accepted: "
                            + Catalogue.CONFIG.accepted());
            return;
        }
        for (String name : new TreeSet<>(properties.stringPropertyNames())) {
            String key = SettingKey.withoutPrefix(name);
            String value = properties.getProperty(name, "");
            String origin = "file " + path;
            if (key.equals(Catalogue.CONFIG.key())) {
                into.fault(key, value, origin, "a file cannot name another one");
            } else {
                into.put(key, value, origin);
            }
        }
    }

    private static void skipByteOrderMark(Reader text) throws IOException {
        text.mark(1);
        if (text.read() != '\uFEFF') {
            text.reset();
        }
    }
}
