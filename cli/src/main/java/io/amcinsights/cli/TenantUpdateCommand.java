package io.amcinsights.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lake tenant update}. */
@Command(
    name = "update",
    sortOptions = false,
    customSynopsis = {"lake tenant update FILE... [OPTION...]", "lake tenant update ID OPTION..."},
    description = {
      "Changes settings of tenants and waits until they are carried out.",
      "What is not said stays as it is; null in a file, or an empty option, takes a setting away."
    })
final class TenantUpdateCommand implements Callable<Integer>, InRegion {

  private final CommandContext context;

  @Parameters(
      paramLabel = "FILE|ID",
      arity = "0..*",
      description =
          "FILE.json with a customerId and what changes; a folder of them; FILE.csv. With options:"
              + " the tenant they are about.")
  private List<String> named = List.of();

  @Mixin private final TenantFlags flags = new TenantFlags();

  @Option(
      names = "--if-version",
      paramLabel = "N",
      description = "Only if its record is of this version; lake tenant show says which.")
  private @Nullable Long version;

  @Mixin private final TenantEnding ending = new TenantEnding();

  TenantUpdateCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    ObjectNode fields = flags.fields(context.root().region());
    List<Path> files = fields.isEmpty() ? named.stream().map(Path::of).toList() : List.of();
    if (fields.isEmpty() && (files.isEmpty() || version != null)) {
      throw CommandFailure.usage(
          "Say what to change: either files, or an ID and options such as --name NAME");
    }
    LakeClient client = context.client();
    var read = new TenantFiles(context.surroundings().work(), it -> {}).read(files);
    List<TenantRecord> records = fields.isEmpty() ? read.records() : List.of(single(fields));
    var write = new TenantWrite(client, context.output());
    write.check("update", records, read.problems());
    TenantAsked asked =
        write.write(records, it -> client.put(TenantCommand.path(it.customerId()), it.fields()));
    return ending.tell(context, client, asked, TenantFiles.isOne(files));
  }

  private TenantRecord single(ObjectNode fields) {
    if (named.size() > 1 || named.isEmpty() != fields.has("customerId")) {
      throw CommandFailure.usage("Options are about one tenant: lake tenant update ID ...");
    }
    if (!named.isEmpty()) {
      fields.put("customerId", named.get(0));
    }
    if (version != null) {
      fields.put("version", version);
    }
    return new TenantRecord("", fields);
  }
}
