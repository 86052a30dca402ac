package io.jdbcwarden.it.web;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.servlet.Filter;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** The application on Tomcat. */
final class TomcatMain {
    private TomcatMain() {}

    public static void main(String[] arguments) throws Exception {
        Path base = Files.createTempDirectory("tomcat");
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(base.toString());
        tomcat.setPort(0);
        Context context = tomcat.addContext("", base.toString());
        Wrapper servlet = Tomcat.addServlet(context, "probe", new ProbeServlet());
        servlet.setAsyncSupported(true);
        servlet.addMapping("/");
        ErrorPage page = new ErrorPage();
        page.setErrorCode(500);
        page.setLocation("/error");
        context.addErrorPage(page);
        add(context, "lambda", ProbeFilters.lambda());
        add(context, "login", new ProbeFilters.Login());
        tomcat.getConnector();
        tomcat.start();
        System.out.println("port " + tomcat.getConnector().getLocalPort());
        tomcat.getServer().await();
    }

    private static void add(Context context, String name, Filter filter) {
        FilterDef definition = new FilterDef();
        definition.setFilterName(name);
        definition.setFilter(filter);
        definition.setAsyncSupported("true");
        context.addFilterDef(definition);
        FilterMap map = new FilterMap();
        map.setFilterName(name);
        map.addURLPattern("/*");
        context.addFilterMap(map);
    }
}
