package io.amcinsights.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.local.control.LakeFile;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lake tenant add}. */
@Command(
    name = "add",
    sortOptions = false,
    customSynopsis = {
      "lake tenant add FILE... [OPTION...]",
      "lake tenant add --id ID --bucket BUCKET --amc-account ACCOUNT [OPTION...]"
    },
    description = {
      "Onboards tenants and waits until they are ACTIVE; may be repeated.",
      "From files, or one from options: --id, --bucket and --amc-account are needed, the others"
          + " default to what stands in parentheses. docs/tenants.md has every field."
    })
final class TenantAddCommand implements Callable<Integer>, InRegion {

  private final CommandContext context;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description =
          "FILE.json: a tenant record, see samples/tenants; a folder of them; FILE.csv: a line of"
              + " field names, and one for each tenant.")
  private List<Path> files = List.of();

  @Mixin private final TenantFlags flags = new TenantFlags();

  @Mixin private final TenantEnding ending = new TenantEnding();

  TenantAddCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    ObjectNode fields = flags.fields(context.root().region());
    if (files.isEmpty() == fields.isEmpty()) {
      throw CommandFailure.usage(
          "Say whom to add: either files, or --id ID --bucket BUCKET --amc-account ACCOUNT."
              + " Examples lie in samples/tenants");
    }
    LakeFolder folder = context.folder();
    LakeFile lake = folder.required();
    LakeClient client = context.connect().apply(folder, lake);
    var defaults = new TenantDefaults(lake, client);
    var read = new TenantFiles(context.surroundings().work(), defaults::fill).read(files);
    List<TenantRecord> records = read.records();
    if (!fields.isEmpty()) {
      defaults.fill(fields);
      records = List.of(new TenantRecord("", fields));
    }
    var write = new TenantWrite(client, context.output());
    write.check("add", records, read.problems());
    TenantAsked asked = write.write(records, it -> client.post("/tenants", it.fields()));
    return ending.tell(context, client, asked, TenantFiles.isOne(files));
  }
}
