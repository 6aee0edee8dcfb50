package io.amcinsights.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.DatasetParameters;
import io.amcinsights.core.dataset.LakeFormation;
import io.amcinsights.core.dataset.LakeParameters;
import io.amcinsights.core.dataset.PipelineParameters;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.naming.LakeNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lake dataset}: what an installation is configured to hold. */
@Command(name = "dataset", description = "What an installation is configured to hold.")
final class DatasetCommand {

  private DatasetCommand() {}

  static CommandSpec with(CommandContext context) {
    return new CommandLine(new DatasetCommand())
        .addSubcommand("validate", new Validate(context))
        .getCommandSpec();
  }

  @Command(
      name = "validate",
      description = "Checks a datasets file as deploying does, and says what it would deploy.")
  private static final class Validate implements Callable<Integer> {

    private final CommandContext context;

    @Parameters(
        paramLabel = "FILE",
        arity = "0..1",
        description = "Otherwise infra/datasets_parameters.json.")
    private @Nullable Path file;

    @Mixin private final InstallationOptions installation = new InstallationOptions();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    Validate(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      LakeNames names = installation.names();
      Path chosen = chosen();
      try {
        print(chosen, names, DatasetParameters.read(chosen, names));
        return CommandFailure.DONE;
      } catch (InvalidInputException e) {
        if (!json) {
          throw e;
        }
        context.output().json(refused(chosen, e));
        return CommandFailure.FAILED;
      }
    }

    /** Synthesis takes a missing file for the demo; who names one has mistyped it. */
    private Path chosen() {
      Surroundings surroundings = context.surroundings();
      if (file == null) {
        return surroundings.home().resolve("infra").resolve("datasets_parameters.json");
      }
      Path named = surroundings.work().resolve(file);
      if (!Files.isRegularFile(named)) {
        throw CommandFailure.failed(
            "There is no file %s; name a datasets file, or none for infra/datasets_parameters.json"
                .formatted(named));
      }
      return named;
    }

    private static ObjectNode refused(Path file, InvalidInputException e) {
      ObjectNode document = JsonNodeFactory.instance.objectNode();
      String message = String.valueOf(e.getMessage());
      document.put("file", file.toString()).put("valid", false).put("message", message);
      ArrayNode problems = document.putArray("problems");
      message
          .lines()
          .filter(it -> it.startsWith("- "))
          .forEach(it -> problems.add(it.substring(2)));
      return document;
    }

    private void print(Path file, LakeNames names, LakeParameters parameters) {
      if (json) {
        context.output().json(accepted(file, names, parameters));
        return;
      }
      Output output = context.output();
      output.line("%s is valid. Deployed as %s it gives:".formatted(file, names.prefix()));
      var pipelines = new TextTable("PIPELINE", "STACK");
      for (PipelineParameters it : parameters.pipelines()) {
        pipelines.row(it.name(), names.pipeline(it.team(), it.pipeline()).stack());
      }
      pipelines.print(output);
      var datasets = new TextTable("DATASET", "PIPELINE", "DATABASE", "STACK");
      for (Dataset it : parameters.datasets()) {
        datasets.row(it.name(), it.pipelineName(), it.database(), stack(names, it));
      }
      datasets.print(output);
      readers(output, parameters.lakeFormation().readers());
    }

    private static void readers(Output output, List<LakeFormation.Reader> all) {
      var readers = new TextTable("READER", "DATASET", "TENANTS");
      for (LakeFormation.Reader it : all) {
        String tenants = it.tenants().isEmpty() ? "all" : String.join(",", it.tenants());
        readers.row(it.principal(), it.datasetName(), tenants);
      }
      if (!readers.isEmpty()) {
        readers.print(output);
      }
    }

    private static ObjectNode accepted(Path file, LakeNames names, LakeParameters parameters) {
      ObjectNode document = JsonNodeFactory.instance.objectNode();
      document.put("file", file.toString()).put("valid", true).put("prefix", names.prefix());
      ArrayNode pipelines = document.putArray("pipelines");
      for (PipelineParameters it : parameters.pipelines()) {
        String stack = names.pipeline(it.team(), it.pipeline()).stack();
        pipelines.addObject().put("name", it.name()).put("stack", stack);
      }
      ArrayNode datasets = document.putArray("datasets");
      for (Dataset it : parameters.datasets()) {
        datasets
            .addObject()
            .put("name", it.name())
            .put("pipeline", it.pipelineName())
            .put("database", it.database())
            .put("stack", stack(names, it));
      }
      ArrayNode readers = document.putArray("readers");
      for (LakeFormation.Reader it : parameters.lakeFormation().readers()) {
        ObjectNode reader =
            readers.addObject().put("principal", it.principal()).put("dataset", it.datasetName());
        ArrayNode tenants = reader.putArray("tenants");
        it.tenants().forEach(tenants::add);
      }
      return document;
    }

    private static String stack(LakeNames names, Dataset dataset) {
      return names.dataset(dataset.team(), dataset.dataset()).stack();
    }
  }
}
