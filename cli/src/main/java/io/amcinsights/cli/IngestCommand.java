package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.cli.Output.Colour;
import io.amcinsights.cli.s3.Uploads;
import io.amcinsights.local.control.LakeFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lake ingest}: delivers files as AMC would. */
@Command(name = "ingest", description = "Delivers files as AMC would.")
final class IngestCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final CommandContext context;
  private final Clock clock = Clock.systemUTC();

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Results: .csv or .csv.gz")
  private List<Path> files = List.of();

  @Option(names = "--tenant", paramLabel = "T", description = "customerId of the receiver.")
  private @Nullable String tenant;

  @Option(
      names = "--dataset",
      paramLabel = "D",
      description = "Upload to the raw bucket, for this {team}-{dataset}.")
  private @Nullable String dataset;

  @Option(
      names = "--workflow",
      paramLabel = "W",
      description = "Workflow of the result (default: the file's name). With --dataset: the table.")
  private @Nullable String workflow;

  @Option(
      names = "--schedule",
      paramLabel = "S",
      defaultValue = "adhoc",
      description = "Schedule of the result (default: ${DEFAULT-VALUE}).")
  private String schedule = "adhoc";

  @Option(names = "--key", paramLabel = "KEY", description = "Upload under exactly this key.")
  private @Nullable String key;

  @Option(names = "--wait", description = "Follow each object to its final state.")
  private boolean wait;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  IngestCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    check();
    LakeFolder folder = context.folder();
    LakeFile lake = folder.required();
    LakeClient client = context.connect().apply(folder, lake);
    JsonNode target = client.get("/uploads", receiver());
    Instant start = clock.instant();
    Map<String, JsonNode> delivered = new LinkedHashMap<>();
    String endpoint = lake.endpoints().getOrDefault("s3", "");
    try (var uploads = new Uploads(endpoint, lake.region())) {
      for (int i = 0; i < files.size(); i++) {
        Path file = context.surroundings().work().resolve(files.get(i));
        ObjectNode object = upload(uploads, target, file, start.plusMillis(i));
        delivered.put(object.path("id").asText(), object);
      }
    }
    if (wait) {
      delivered.replaceAll((id, object) -> follow(client, id, start));
    }
    return answer(delivered);
  }

  private void check() {
    if ((tenant == null) == (dataset == null)) {
      throw CommandFailure.usage("Say who receives it: --tenant T, or --dataset D.");
    }
    if (key != null && files.size() > 1) {
      throw CommandFailure.usage("--key takes one FILE; there are " + files.size() + ".");
    }
    for (Path file : files) {
      Path path = context.surroundings().work().resolve(file);
      if (!Files.isReadable(path) || Files.isDirectory(path)) {
        throw CommandFailure.failed("Cannot read " + path + ": it is no readable file.");
      }
    }
  }

  private Map<String, String> receiver() {
    var receiver = new LinkedHashMap<String, String>();
    ObjectsCommand.put(receiver, "tenant", tenant);
    ObjectsCommand.put(receiver, "dataset", dataset);
    return receiver;
  }

  private ObjectNode upload(Uploads uploads, JsonNode target, Path file, Instant at) {
    String bucket = target.path("bucket").asText();
    String name = String.valueOf(file.getFileName());
    String objectKey = key != null ? key : key(target, name, at);
    context.output().progress("Uploading " + name + " ...");
    String etag = uploads.put(bucket, objectKey, file);
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    return object
        .put("id", "s3://" + bucket + "/" + objectKey)
        .put("bucket", bucket)
        .put("key", objectKey)
        .put("etag", etag);
  }

  /** A tenant's prefix stands before what AMC would say, a dataset's instead of it. */
  private String key(JsonNode target, String name, Instant at) {
    String prefix = target.path("prefix").asText();
    return dataset == null
        ? prefix + UploadKeys.build(name, workflow, schedule, null, at)
        : UploadKeys.build(name, workflow, schedule, prefix, at);
  }

  private JsonNode follow(LakeClient client, String id, Instant start) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      for (JsonNode it : client.get("/objects", Map.of("id", id, "all", "true"))) {
        boolean mine = !Instant.parse(it.path("receivedAt").asText()).isBefore(start);
        if (mine && it.hasNonNull("finalAt")) {
          return it;
        }
        if (mine) {
          context.output().progress(it.path("state").asText() + "  " + id);
        }
      }
      pause();
    }
    throw CommandFailure.failed(
        "%s is not final after %s. Look closer: lake objects --all"
            .formatted(id, Words.seconds(PATIENCE)));
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.failed("Interrupted; the lake goes on with what was uploaded.");
    }
  }

  private int answer(Map<String, JsonNode> delivered) {
    Output output = context.output();
    boolean good = true;
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (JsonNode object : delivered.values()) {
      list.add(object);
      String state = object.path("state").asText("");
      boolean bad = state.equals("QUARANTINED") || state.equals("FAILED");
      good &= !bad;
      if (!json) {
        String word = state.isEmpty() ? "" : state + "  ";
        output.line(
            (bad ? output.coloured(Colour.BAD, word) : output.coloured(Colour.GOOD, word))
                + object.path("id").asText());
        if (object.hasNonNull("reason")) {
          output.line("    " + object.path("reason").asText());
        }
      }
    }
    if (json) {
      output.json(list);
    }
    return good ? CommandFailure.DONE : CommandFailure.FAILED;
  }
}
