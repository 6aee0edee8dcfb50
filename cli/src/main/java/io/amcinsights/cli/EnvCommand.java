package io.amcinsights.cli;

import io.amcinsights.local.control.LakeFile;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lake env}: what lets any AWS CLI or SDK talk to the lake. */
@Command(
    name = "env",
    description = "Prints export lines, so that any AWS CLI or SDK talks to the lake.",
    footer = "Use it so: eval \"$(./lake env)\"")
final class EnvCommand implements Callable<Integer> {

  private final CommandContext context;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  EnvCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Map<String, String> variables = variables(context.folder(), context.folder().required());
    if (json) {
      var document = io.amcinsights.core.json.Json.object();
      variables.forEach(document::put);
      context.output().json(document);
    } else {
      variables.forEach(
          (name, value) ->
              context.output().line("export " + name + "='" + value.replace("'", "'\\''") + "'"));
    }
    return CommandFailure.DONE;
  }

  static Map<String, String> variables(LakeFolder folder, LakeFile lake) {
    var variables = new LinkedHashMap<String, String>();
    lake.endpoints()
        .forEach(
            (service, url) -> {
              if (!service.equals("console")) {
                variables.put("AWS_ENDPOINT_URL_" + service.toUpperCase(Locale.ROOT), url);
              }
            });
    variables.put("AWS_ACCESS_KEY_ID", "local");
    variables.put("AWS_SECRET_ACCESS_KEY", "localsecret");
    // A session left over from a real account would be sent along and refused.
    variables.put("AWS_SESSION_TOKEN", "");
    variables.put("AWS_REGION", lake.region());
    variables.put("AWS_DEFAULT_REGION", lake.region());
    variables.put("AWS_EC2_METADATA_DISABLED", "true");
    variables.put("LAKE_DIR", folder.path().toString());
    return variables;
  }
}
