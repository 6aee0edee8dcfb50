package io.amcinsights.local.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.local.journal.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the next start has to know of stacks that no assembly has, or not as they were wanted. */
final class Copies {

  private final Path folder;
  private final DeploymentState state;

  /**
   * Makes one.
   *
   * @param folder where the copies of templates lie
   */
  Copies(Path folder, DeploymentState state) {
    this.folder = folder;
    this.state = state;
  }

  /**
   * A template that was deployed by hand: that of the assembly, should it have a newer one and no
   * parameter that the stack was never given. Whoever deployed it brings it up to date then.
   */
  Path newest(String file, @Nullable Path assembly, Map<String, String> given) {
    Path copy = folder.resolve(file);
    Path newer = assembly == null ? copy : assembly.resolve(file);
    boolean usable =
        Files.exists(newer)
            && (!Files.exists(copy)
                || given.keySet().containsAll(Parameters.required(Assembly.parse(newer))));
    return usable ? newer : copy;
  }

  /** Keeps a stack that is deployed by hand. */
  void keep(String stackName, Path template, Map<String, String> parameters) {
    try {
      String file = String.valueOf(template.getFileName());
      Path copy = folder.resolve(file);
      Files.createDirectories(folder);
      if (!template.toAbsolutePath().equals(copy.toAbsolutePath())) {
        Files.copy(template, copy, StandardCopyOption.REPLACE_EXISTING);
      }
      state.texts(stackName, "parameters", new LinkedHashMap<>(parameters));
      state.template(stackName, file);
      state.save();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep a copy of " + template, e);
    }
  }

  /**
   * Keeps a stack as somebody wanted it.
   *
   * @param synthesised the assembly has its template, but not what was chosen for it
   */
  void keep(Blueprint wanted, boolean synthesised) {
    String key = wanted.key();
    state.texts(key, "tags", wanted.tags());
    if (synthesised) {
      state.texts(key, "chosen", wanted.parameters());
    } else {
      String file = key.replace('/', '_') + ".stack.json";
      AtomicFile.write(folder.resolve(file), wanted.template());
      state.template(key, file);
    }
    state.save();
  }

  /** Values that were chosen for parameters which a template of the assembly still has. */
  Map<String, String> chosen(String stack, JsonNode template) {
    Map<String, String> chosen = state.texts(stack, "chosen");
    chosen.keySet().removeIf(name -> !template.path("Parameters").has(name));
    return chosen;
  }
}
