package io.amcinsights.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes what is to be known of the infrastructure from the templates themselves: a picture, every
 * resource with its cost, every permission with its use.
 */
public final class InfraDocs {

  private InfraDocs() {}

  /** Reads the assembly in the first folder and writes pages into the second. */
  public static void main(String... arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[1]));
    for (Map.Entry<String, String> page : pages(Path.of(arguments[0])).entrySet()) {
      Files.writeString(folder.resolve(page.getKey()), page.getValue());
      System.out.println("Wrote " + folder.resolve(page.getKey()));
    }
  }

  /** Pages by the name of their file. */
  static Map<String, String> pages(Path assembly) throws IOException {
    Templates templates = Templates.read(assembly);
    Map<String, String> pages = new TreeMap<>();
    pages.put("architecture.svg", FlowDiagram.of(drawn(templates)));
    pages.put("resources.md", ResourceTable.of(templates));
    pages.put("permissions.md", PermissionTable.of(templates));
    return pages;
  }

  /** Of the templates of tenants, only the one that each has. */
  private static Templates drawn(Templates templates) {
    Map<String, JsonNode> drawn = new TreeMap<>(templates.byStack());
    drawn.keySet().removeIf(it -> TenantTemplateFile.wrote(it) && !it.endsWith("-tenant"));
    return new Templates(drawn);
  }
}
