package com.example.shop;

import com.example.shop.web.ShopContextListener;
import java.io.File;
import java.io.IOException;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shop on an embedded Tomcat. */
public class ShopServer {

    private static final Logger log = LoggerFactory.getLogger(ShopServer.class);

    private final ShopConfig config;
    private final Tomcat tomcat = new Tomcat();

    public ShopServer(ShopConfig config) {
        this.config = config;
    }

    public static void main(String[] args) throws Exception {
        final ShopServer server = new ShopServer(ShopConfig.load());
        server.start();
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread("shop-shutdown") {
                            @Override
                            public void run() {
                                server.stop();
                            }
                        });
        server.tomcat.getServer().await();
    }

    public void start() throws Exception {
        Database.open(config);
        new SchemaInstaller().install();

        tomcat.setBaseDir(workDirectory().getPath());
        Connector connector = new Connector();
        connector.setPort(config.getInt("http.port"));
        connector.setProperty("address", config.get("http.address"));
        connector.setProperty("maxThreads", config.get("http.threads"));
        connector.setURIEncoding("UTF-8");
        tomcat.setConnector(connector);

        Context context = tomcat.addContext("", workDirectory().getPath());
        context.addApplicationListener(ShopContextListener.class.getName());
        context.addParameter("report.pause", config.get("report.pause"));
        tomcat.start();
        if (!context.getState().isAvailable()) {
            throw new IllegalStateException("The shop could not be started");
        }
        log.info("The shop is open at http://{}:{}/", config.get("http.address"), getPort());
    }

    /** The port it listens on, also where the setting was 0. */
    public int getPort() {
        return tomcat.getConnector().getLocalPort();
    }

    public void stop() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            log.warn("Tomcat did not stop cleanly", e);
        } finally {
            Database.shutdown();
        }
    }

    private File workDirectory() throws IOException {
        File directory = new File(System.getProperty("java.io.tmpdir"), "shop-tomcat");
        if (!directory.isDirectory() && !directory.mkdirs()) {
            throw new IOException("Cannot create " + directory);
        }
        return directory;
    }
}
