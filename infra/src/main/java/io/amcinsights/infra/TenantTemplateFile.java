package io.amcinsights.infra;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.amcinsights.core.naming.LakeNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import software.amazon.awscdk.App;
import software.constructs.Construct;

/**
 * The templates of tenants as files. They are made by an app of their own: they are no stacks of
 * the assembly, because a deployment of the lake must never deploy them. Provisioning gets them as
 * assets, without a blank too much: CloudFormation counts each.
 */
enum TenantTemplateFile {
  TENANT("Tenant"),
  AWAY("Away"),
  PARTNER("Partner"),
  REGION("Region"),
  RULES("Rules");

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern STACK =
      Pattern.compile("[a-z0-9]+-[a-z0-9]+-(tenant(-away|-partner)?|region|rules)");
  private static final Map<String, Path> MADE = new ConcurrentSkipListMap<>();

  private final String title;

  TenantTemplateFile(String title) {
    this.title = title;
  }

  /** Adds the template to an app. */
  TextTemplate in(Construct app, LakeNames names) {
    return switch (this) {
      case TENANT -> new TenantTemplate(app, names);
      case AWAY -> new AwayTemplate(app, names);
      case PARTNER -> new PartnerTemplate(app, names);
      case REGION -> new RegionTemplate(app, names);
      case RULES -> new RulesTemplate(app, names);
    };
  }

  /** Whether a stack of an assembly is no stack, but one of these templates beside it. */
  static boolean wrote(String stack) {
    return STACK.matcher(stack).matches();
  }

  /** Id of its asset. */
  String asset() {
    return title + "Template";
  }

  /** Variable that tells provisioning where it is. */
  String variable() {
    return name() + "_TEMPLATE";
  }

  /** The file for an installation; made once in a process, and gone with it. */
  Path of(LakeNames names) {
    return MADE.computeIfAbsent(names.prefix() + " " + name(), it -> make(names));
  }

  private Path make(LakeNames names) {
    try {
      Path folder = Files.createTempDirectory("tenant");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> Synthesis.clear(folder)));
      App app = Synthesis.app(folder);
      Path file = folder.resolve(in(app, names).getTemplateFile());
      app.synth();
      return Files.write(file, MAPPER.writeValueAsBytes(MAPPER.readTree(file.toFile())));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the template of " + asset(), e);
    }
  }
}
