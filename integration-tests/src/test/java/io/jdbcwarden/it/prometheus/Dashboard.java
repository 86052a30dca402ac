package io.jdbcwarden.it.prometheus;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The dashboard the jar prints, as Grafana reads it. */
final class Dashboard {
    private final JsonObject json;

    Dashboard(String text) {
        this.json = JsonParser.parseString(text).getAsJsonObject();
    }

    JsonObject json() {
        return json;
    }

    /** The panels, without the rows that part them. */
    List<JsonObject> panels() {
        List<JsonObject> panels = new ArrayList<>();
        for (JsonElement element : json.getAsJsonArray("panels")) {
            JsonObject panel = element.getAsJsonObject();
            if (!panel.get("type").getAsString().equals("row")) {
                panels.add(panel);
            }
        }
        return panels;
    }

    /** Every query of every panel and annotation, by where it stands, with its variables. */
    Map<String, String> queries() {
        Map<String, String> queries = new LinkedHashMap<>();
        for (JsonObject panel : panels()) {
            for (JsonElement element : panel.getAsJsonArray("targets")) {
                JsonObject target = element.getAsJsonObject();
                queries.put(
                        panel.get("id").getAsInt()
                                + " "
                                + panel.get("title").getAsString()
                                + " "
                                + target.get("refId").getAsString(),
                        target.get("expr").getAsString());
            }
        }
        for (JsonElement element : json.getAsJsonObject("annotations").getAsJsonArray("list")) {
            JsonObject annotation = element.getAsJsonObject();
            if (annotation.has("expr")) {
                queries.put(
                        "annotation " + annotation.get("name").getAsString(),
                        annotation.get("expr").getAsString());
            }
        }
        return queries;
    }

    /** The query of each variable that has one, by the variable's name. */
    Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        JsonArray list = json.getAsJsonObject("templating").getAsJsonArray("list");
        for (JsonElement element : list) {
            JsonObject variable = element.getAsJsonObject();
            if (variable.get("type").getAsString().equals("query")) {
                variables.put(
                        variable.get("name").getAsString(),
                        variable.getAsJsonObject("query").get("query").getAsString());
            }
        }
        return variables;
    }
}
