package io.amcinsights.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.cost.Unit;
import io.amcinsights.core.cost.Usage;
import io.amcinsights.core.json.Json;
import io.amcinsights.local.LocalLake;
import io.amcinsights.local.LocalLakeConfig;
import io.amcinsights.local.control.LocalOperator;
import io.amcinsights.local.lambda.FunctionUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.sfn.SfnClient;

/** A local lake in this process whose calls, invocations and state transitions are counted. */
final class MeteredLake implements AutoCloseable {

  private static final Path HOME = Path.of(System.getProperty("lake.home", "."));
  private static final String BUCKET = "amc-acme-results";
  private static final String START = "-route-objects";

  private final LocalLake lake;
  private final LocalOperator operator;
  private final Set<String> seen = new HashSet<>();

  /**
   * What something took.
   *
   * @param calls requests to S3 and DynamoDB, for whose answers functions wait
   */
  record Taken(Usage usage, int files, int loads, double calls, double seconds) {

    /** Both together. */
    Taken plus(Taken other) {
      return new Taken(
          usage.plus(other.usage),
          files + other.files,
          loads + other.loads,
          calls + other.calls,
          seconds + other.seconds);
    }
  }

  private record Reading(Usage usage, long calls, Map<String, FunctionUse> functions) {}

  private MeteredLake(LocalLake lake) {
    this.lake = lake;
    this.operator = LocalOperator.of(lake);
  }

  static MeteredLake start(Path folder) throws IOException, InterruptedException {
    System.setProperty("DDB_LOCAL_TELEMETRY", "0");
    var config = LocalLakeConfig.of(folder, HOME.resolve("infra/target/cdk.out"));
    LocalLake lake = Aside.printing(() -> LocalLake.start(config));
    var metered = new MeteredLake(lake);
    Path tenant = HOME.resolve("samples/tenants/acme.json");
    metered.operator.operator().addTenant(Json.read("tenant", Files.readString(tenant)));
    metered.awaitTenant();
    return metered;
  }

  /** Delivers files and waits until they are rows. */
  Taken deliver(List<String> keys, byte[] content, boolean atOnce) throws InterruptedException {
    settle();
    transitions();
    Reading before = read();
    int committed = committed();
    long begin = System.nanoTime();
    for (String key : keys) {
      lake.clients().s3().putObject(p -> p.bucket(BUCKET).key(key), RequestBody.fromBytes(content));
      if (!atOnce) {
        settle();
      }
    }
    settle();
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (committed() - committed != keys.size()) {
      throw new IllegalStateException(
          "Of %d files %d became rows: %s"
              .formatted(
                  keys.size(), committed() - committed, operator.operator().failedWork(Map.of())));
    }
    return taken(before, keys.size(), seconds);
  }

  /** The newest object. */
  JsonNode delivered() {
    return operator.operator().objects(Map.of()).path(0);
  }

  /** What functions of a process of their own are told of this lake. */
  Map<String, String> environment() {
    Map<String, String> outputs = lake.deployer().outputs(functionPrefix() + "-foundation");
    Map<String, String> environment = new HashMap<>();
    for (String table :
        List.of("Datasets", "Pipelines", "Objects", "Tables", "Executions", "Customers")) {
      environment.put(
          table.toUpperCase(Locale.ROOT) + "_TABLE", String.valueOf(outputs.get(table + "Table")));
    }
    String raw = String.valueOf(outputs.get("RawBucket"));
    environment.put("RAW_BUCKET", raw);
    environment.put("STAGE_BUCKET", raw.replace("-raw-", "-stage-"));
    environment.put(
        "CATALOG_PROPERTIES",
        "{\"catalog-impl\":\"org.apache.iceberg.aws.glue.GlueCatalog\",\"warehouse\":\"s3://%s\"}"
            .formatted(outputs.get("AnalyticsBucket")));
    environment.put("GLUE_JOB_NAME", "load");
    environment.put("AWS_REGION", lake.config().region());
    environment.put("AWS_ACCESS_KEY_ID", "local");
    environment.put("AWS_SECRET_ACCESS_KEY", "localsecret");
    environment.put("AWS_ENDPOINT_URL_S3", lake.endpoints().s3().toString());
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", lake.endpoints().dynamodb().toString());
    environment.put("AWS_ENDPOINT_URL_SQS", lake.endpoints().sqs().toString());
    environment.put("AWS_LAMBDA_FUNCTION_NAME", "cold");
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "2048");
    environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "cold");
    environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "cold");
    return environment;
  }

  private String functionPrefix() {
    return lake.functionUse().keySet().stream()
        .filter(name -> name.endsWith(START))
        .map(name -> name.substring(0, name.length() - START.length()))
        .findFirst()
        .orElseThrow();
  }

  private Taken taken(Reading before, int files, double seconds) {
    Reading after = read();
    Usage calls = after.usage().plus(before.usage().times(-1));
    double asked = (double) (after.calls() - before.calls());
    int[] transitions = transitions();
    Usage usage =
        calls
            .plus(Unit.EVENTS, files)
            .plus(Unit.STATE_TRANSITIONS, transitions[0])
            .plus(invocations(before.functions(), after.functions()));
    return new Taken(usage, files, transitions[1], asked, seconds);
  }

  private static Usage invocations(Map<String, FunctionUse> from, Map<String, FunctionUse> to) {
    Usage usage = Usage.NONE;
    for (Map.Entry<String, FunctionUse> entry : to.entrySet()) {
      FunctionUse now = entry.getValue();
      FunctionUse then = from.get(entry.getKey());
      long invocations = now.invocations() - (then == null ? 0 : then.invocations());
      double millis = now.time().toNanos() / 1e6 - (then == null ? 0 : then.time().toNanos() / 1e6);
      usage =
          usage
              .plus(Unit.LAMBDA_REQUESTS, (double) invocations)
              .plus(Unit.LAMBDA_GB_SECONDS, millis / 1e3 * now.memoryMb() / 1024);
    }
    return usage;
  }

  /** State transitions and executions of stage B that are new since the last call. */
  private int[] transitions() {
    String prefix = functionPrefix();
    SfnClient machines = lake.clients().sfn();
    int states = 0;
    int loads = 0;
    for (JsonNode execution : operator.operator().executions(Map.of())) {
      String id = execution.path("id").asText();
      if (seen.add(id)) {
        String stage = execution.path("stage").asText();
        String arn =
            "arn:aws:states:%s:%s:execution:%s-%s-stage-%s:%s"
                .formatted(
                    lake.config().region(),
                    lake.config().account(),
                    prefix,
                    execution.path("pipeline").asText(),
                    stage,
                    id);
        states +=
            (int)
                machines.getExecutionHistory(h -> h.executionArn(arn)).events().stream()
                    .filter(event -> event.typeAsString().endsWith("StateEntered"))
                    .count();
        loads += stage.equals("b") ? 1 : 0;
      }
    }
    return new int[] {states, loads};
  }

  private Reading read() {
    return new Reading(CallMeter.counted(), CallMeter.calls(), lake.functionUse());
  }

  private int committed() {
    return operator.operator().objects(Map.of("state", "COMMITTED")).size();
  }

  private void awaitTenant() throws InterruptedException {
    JsonNode tenant = operator.operator().tenants().path(0);
    while (!tenant.path("status").asText().equals("ACTIVE")) {
      if (tenant.path("status").asText().equals("FAILED")) {
        throw new IllegalStateException("The tenant failed: " + tenant.path("reason").asText());
      }
      Thread.sleep(20);
      tenant = operator.operator().tenants().path(0);
    }
  }

  private void settle() throws InterruptedException {
    int idle = 0;
    while (idle < 2) {
      idle = operator.operator().inFlight().path("idle").asBoolean() ? idle + 1 : 0;
      Thread.sleep(20);
    }
  }

  @Override
  public void close() {
    operator.close();
    lake.close();
  }
}
