package io.amcinsights.infra;

import io.amcinsights.core.naming.LakeNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import software.amazon.awscdk.App;

/**
 * The tenant template as a file. It is made by an app of its own: it is no stack of the assembly,
 * because a deployment of the lake must never deploy it. Provisioning gets it as an asset.
 */
final class TenantTemplateFile {

  private static final Map<String, Path> MADE = new ConcurrentSkipListMap<>();

  private TenantTemplateFile() {}

  /** The file for an installation; made once in a process, and gone with it. */
  static Path of(LakeNames names) {
    return MADE.computeIfAbsent(names.prefix(), it -> make(names));
  }

  private static Path make(LakeNames names) {
    try {
      Path folder = Files.createTempDirectory("tenant");
      App app = Synthesis.app(folder);
      Path file = folder.resolve(new TenantTemplate(app, names).getTemplateFile());
      app.synth();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> Synthesis.clear(folder)));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the tenant template", e);
    }
  }
}
