package io.amcinsights.local;

import static java.util.Objects.requireNonNull;

import io.amcinsights.core.aws.Clients;
import io.amcinsights.core.json.Json;
import io.amcinsights.engine.duck.Duck;
import io.amcinsights.local.asl.Notices;
import io.amcinsights.local.asl.StateMachineEngine;
import io.amcinsights.local.cloudformation.LocalCloudFormation;
import io.amcinsights.local.control.LakeFile;
import io.amcinsights.local.deploy.Deployer;
import io.amcinsights.local.deploy.Place;
import io.amcinsights.local.deploy.Roles;
import io.amcinsights.local.deploy.Services;
import io.amcinsights.local.events.EventBus;
import io.amcinsights.local.glue.ChildJvm;
import io.amcinsights.local.glue.LocalGlueJobs;
import io.amcinsights.local.lambda.FunctionUse;
import io.amcinsights.local.lambda.Functions;
import io.amcinsights.local.lambda.LocalFunctions;
import io.amcinsights.local.lambda.QueuePollers;
import io.amcinsights.local.lambda.StreamPollers;
import io.amcinsights.local.s3.LocalBuckets;
import io.amcinsights.local.upgrade.Upgrade;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.Region;

/**
 * The whole product in this process: embedded services, and the synthesised templates deployed into
 * them.
 *
 * <p>A start continues what the last one left, however that ended.
 */
public final class LocalLake implements AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(LocalLake.class);

  /** A task holds its thread until its function answers, also while it waits for its turn. */
  private static final int MACHINE_THREADS = 16;

  private final LocalLakeConfig config;
  private final Instant startedAt = Instant.now();
  private final Deque<AutoCloseable> toClose;
  private final Upgrade upgrade;
  private final Endpoints endpoints;
  private final LocalEnvironment environment;
  private final LocalBuckets buckets;
  private final Roles roles = new Roles();
  private final LocalClients clients;
  private final LocalFunctions functions;
  private final LocalGlueJobs jobs;
  private final StateMachineEngine machines;
  private final EventBus bus;
  private final QueuePollers pollers;
  private final StreamPollers streams;
  private final Deployer deployer;
  private final AtomicReference<@Nullable LocalCloudFormation> stacks = new AtomicReference<>();
  private final StartReconciliation reconciliation;
  private final boolean isNew;

  private LocalLake(LocalLakeConfig config, Deque<AutoCloseable> toClose) {
    this.config = config;
    this.toClose = toClose;
    Path folder = config.folder();
    closing(LakeLock.take(folder));
    this.upgrade = Upgrade.of(folder);
    CatalogDatabase catalog = closing(new CatalogDatabase(folder));
    LocalLakeConfig.Ports ports = PortBook.choose(folder.resolve("ports.json"), config.ports());
    this.endpoints =
        new Endpoints(loopback(ports.s3()), loopback(ports.dynamodb()), loopback(ports.sqs()));
    AtomicReference<@Nullable StateMachineEngine> engine = new AtomicReference<>();
    this.clients =
        closing(
            new LocalClients(
                endpoints,
                config.account(),
                Region.of(config.region()),
                () -> requireNonNull(engine.get(), "still starting").client(),
                region -> cloudFormation().at(new Place(config.account(), region)),
                roles::has));
    this.environment = new LocalEnvironment(folder, catalog, endpoints, config.region());
    this.buckets =
        new LocalBuckets(
            folder.resolve("buckets.json"),
            folder.resolve("s3"),
            config.account(),
            config.region());
    this.isNew = buckets.all().isEmpty();
    this.functions = new LocalFunctions(clients, environment);
    this.bus = new EventBus(folder.resolve("outbox"), clients.sqs(), functions);
    closing(EmbeddedServers.start(config, ports, buckets, bus::publish));
    upgrade.apply(clients.dynamoDb());
    closing(functions);
    this.jobs = new LocalGlueJobs(folder, glue(), environment::glueArguments);
    this.machines = closing(StateMachineEngine.open(folder, functions, jobs, MACHINE_THREADS));
    engine.set(machines);
    closing(bus);
    this.pollers = closing(new QueuePollers(clients.sqs(), functions, config.region()));
    this.streams =
        closing(
            new StreamPollers(
                clients.dynamoDbStreams(), clients.sqs(), functions, folder, config.region()));
    this.deployer = closing(new Deployer(services(), folder));
    this.reconciliation =
        closing(new StartReconciliation(functions, clients.sqs(), bus::isIdle, startedAt));
  }

  /** Starts everything and returns when files may be delivered. */
  public static LocalLake start(LocalLakeConfig config) {
    // Read by H2 when the first client of the table catalog makes it listen for others.
    System.setProperty("h2.bindAddress", "127.0.0.1");
    createWorkFolder(config);
    Deque<AutoCloseable> started = new ArrayDeque<>();
    LocalLake lake;
    try {
      lake = new LocalLake(config, started);
      lake.openStacks();
      lake.upgrade.afterDeployment(lake.clients.dynamoDb());
    } catch (RuntimeException e) {
      close(started);
      throw e;
    }
    lake.bus.start();
    lake.reconciliation.begin(lake.ofEarlier("-tenant-sweeper"), lake.ofEarlier("-reconciler"));
    LOG.info(
        "Local lake in {} is ready after {} ms",
        config.folder(),
        Instant.now().toEpochMilli() - lake.startedAt.toEpochMilli());
    return lake;
  }

  public LocalLakeConfig config() {
    return config;
  }

  public Endpoints endpoints() {
    return endpoints;
  }

  public Clients clients() {
    return clients;
  }

  public Functions functions() {
    return functions;
  }

  /** What was asked of every function since it was deployed. */
  public Map<String, FunctionUse> functionUse() {
    return functions.use();
  }

  public Deployer deployer() {
    return deployer;
  }

  /** Its stacks, which can be told to fail; those of others are {@code at} their place. */
  public LocalCloudFormation cloudFormation() {
    return requireNonNull(stacks.get(), "still starting");
  }

  /** What its state machines told topics. */
  public Notices notices() {
    return machines.notices();
  }

  private void openStacks() {
    FileAssets.publish(config, buckets, clients.s3());
    stacks.set(
        closing(
            LocalCloudFormation.open(
                config.folder().resolve("cloudformation"), deployer, config.assembly())));
  }

  public LocalBuckets buckets() {
    return buckets;
  }

  /** Properties of the table catalog of this machine, with the warehouse of a template. */
  public String catalogProperties(String template) {
    return environment.catalog(template);
  }

  /** Where functions keep temporary files. */
  public Path work() {
    return environment.work();
  }

  /** What functions let DuckDB use; one process has one limit. */
  public Duck.Limits engineLimits() {
    return environment.engineLimits();
  }

  private int stacksAtWork() {
    LocalCloudFormation opened = stacks.get();
    return opened == null ? 0 : opened.atWork();
  }

  /** What the runtime still has to do. */
  public InFlight inFlight() {
    return new InFlight(
        !bus.isIdle(),
        pollers.buffered() + streams.inFlight(),
        machines.runningExecutions(),
        stacksAtWork(),
        functions.present() + (reconciliation.isDone() ? 0 : 1));
  }

  /** Tells others, in {@code lake.json}, how to reach this lake. */
  public void announce(int controlPort, String token, Map<String, String> moreEndpoints) {
    Map<String, String> urls = new LinkedHashMap<>();
    urls.put("s3", endpoints.s3().toString());
    urls.put("dynamodb", endpoints.dynamodb().toString());
    urls.put("sqs", endpoints.sqs().toString());
    urls.putAll(moreEndpoints);
    new LakeFile(
            ProcessHandle.current().pid(),
            controlPort,
            token,
            urls,
            config.region(),
            config.account(),
            startedAt)
        .write(config.folder());
  }

  /**
   * Stops in the reverse order of the start; work under way is finished or goes on next time.
   *
   * <p>DynamoDB Local leaves a thread behind that keeps the process alive: its main method has to
   * end with {@link System#exit}.
   */
  @Override
  public void close() {
    close(toClose);
    try {
      Files.deleteIfExists(config.folder().resolve(LakeFile.NAME));
    } catch (IOException e) {
      LOG.warn("Cannot remove {}", LakeFile.NAME, e);
    }
  }

  private static void close(Deque<AutoCloseable> toClose) {
    while (!toClose.isEmpty()) {
      AutoCloseable part = toClose.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("{} did not stop cleanly; the next start repairs what it left", part, e);
      }
    }
  }

  /** Functions that look after what was here before; none in a new lake. */
  private List<String> ofEarlier(String suffix) {
    return isNew
        ? List.of()
        : functions.names().stream().filter(name -> name.endsWith(suffix)).toList();
  }

  /** A child process finds the services of this one by their addresses. */
  private ChildJvm glue() {
    String addresses =
        Json.write(
            Json.object()
                .put("s3", endpoints.s3().toString())
                .put("dynamodb", endpoints.dynamodb().toString()));
    return new ChildJvm(
        config.glueClassPath(),
        "io.amcinsights.glue.LoadJob",
        Map.of(
            "LAKE_ENDPOINTS",
            addresses,
            "AWS_REGION",
            config.region(),
            "SPARK_LOCAL_IP",
            "127.0.0.1"));
  }

  private Services services() {
    return new Services(
        config.account(),
        config.region(),
        functions,
        pollers,
        streams,
        bus,
        buckets,
        machines,
        jobs,
        clients.dynamoDb(),
        clients.sqs(),
        roles);
  }

  private <T extends AutoCloseable> T closing(T part) {
    toClose.push(part);
    return part;
  }

  private static URI loopback(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  private static void createWorkFolder(LocalLakeConfig config) {
    try {
      Files.createDirectories(config.folder().resolve("work"));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot create %s".formatted(config.folder()), e);
    }
  }
}
