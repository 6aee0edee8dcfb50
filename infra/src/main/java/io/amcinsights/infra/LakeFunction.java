package io.amcinsights.infra;

import io.amcinsights.core.naming.LakeNames;
import io.amcinsights.core.naming.NameScope;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Size;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.lambda.VersionOptions;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * A Java function with its own role, log group and environment: runtime, architecture, tracing,
 * snapshot and retention are decided here, once. It is published, and called by its alias only.
 *
 * <p>What the function uses is said by the methods that give it: each sets the environment variable
 * and the permission together, so that neither exists without the other.
 */
final class LakeFunction extends Construct {

  /**
   * What differs between functions.
   *
   * @param owner whose function it is; its metrics are counted there
   * @param function its name there
   * @param handler class in the jar
   * @param reservedConcurrency null takes from the account's pool
   * @param rolePath null for the default
   */
  record Spec(
      NameScope owner,
      String function,
      LambdaJar jar,
      String handler,
      int memoryMb,
      Duration timeout,
      int temporaryMb,
      @Nullable Integer reservedConcurrency,
      @Nullable String rolePath) {

    /** Lambda gives this much /tmp for nothing. */
    private static final int FREE_TEMPORARY_MB = 512;

    /** A function of the account's concurrency pool. */
    static Spec of(
        NameScope owner,
        String function,
        LambdaJar jar,
        String handler,
        int memoryMb,
        Duration timeout) {
      return new Spec(
          owner, function, jar, handler, memoryMb, timeout, FREE_TEMPORARY_MB, null, null);
    }

    /** Kept apart from the pool: a burst of files can neither starve it nor be fed faster by it. */
    Spec reserved(int concurrency) {
      return new Spec(
          owner, function, jar, handler, memoryMb, timeout, temporaryMb, concurrency, rolePath);
    }

    /** More room in /tmp than the free 512 MB. */
    Spec temporary(int megabytes) {
      return new Spec(
          owner,
          function,
          jar,
          handler,
          memoryMb,
          timeout,
          megabytes,
          reservedConcurrency,
          rolePath);
    }

    /** Puts the role where tenants' stacks trust it. */
    Spec roleAt(String path) {
      return new Spec(
          owner, function, jar, handler, memoryMb, timeout, temporaryMb, reservedConcurrency, path);
    }

    String name() {
      return owner.function(function);
    }

    /** Starting from a snapshot of the loaded classes, which more room in /tmp forbids. */
    boolean snapStart() {
      return temporaryMb == FREE_TEMPORARY_MB;
    }
  }

  /** Long enough to find the cause of what was reported last week, short enough to stay cheap. */
  static final RetentionDays LOG_RETENTION = RetentionDays.ONE_MONTH;

  private static final String LIVE = "live";

  private final Spec spec;
  private final Role role;
  private final Function function;
  private final Alias live;

  LakeFunction(Construct scope, String id, FoundationStack foundation, Spec spec) {
    super(scope, id);
    this.spec = spec;
    LogGroup logs = logs(this, "Logs", LakeNames.functionLogs(spec.name()), foundation);
    role =
        Role.Builder.create(this, "Role")
            .description("Function " + spec.name())
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .path(spec.rolePath())
            .build();
    allow(Allow.actions("logs:CreateLogStream", "logs:PutLogEvents").on(logs.getLogGroupArn()));
    function = function(foundation, logs);
    // JSON to stdout; shared-core ships it under a name that no other program picks up.
    set("LOG4J_CONFIGURATION_FILE", "lake-log4j2-lambda.xml");
    set("METRICS_SCOPE", spec.owner().prefix());
    if (spec.snapStart()) {
      Annotations.of(function)
          .acknowledgeWarning(
              "@aws-cdk/aws-lambda:snapStartRequirePublish", "The alias publishes a version.");
    }
    live =
        Alias.Builder.create(this, "Live")
            .aliasName(LIVE)
            .version(function.getCurrentVersion())
            .build();
  }

  private Function function(FoundationStack foundation, LogGroup logs) {
    Function.Builder builder =
        Function.Builder.create(this, "Function")
            .functionName(spec.name())
            .description(Knowledge.purpose("functions", spec.function()))
            .runtime(Runtime.JAVA_25)
            // A fifth cheaper than x86 for the same work, and DuckDB ships its native for it.
            .architecture(Architecture.ARM_64)
            .handler(spec.handler() + "::handleRequest")
            .code(spec.jar().code(foundation.root()))
            // Lambda refuses to publish anything but these bytes.
            .currentVersionOptions(
                VersionOptions.builder().codeSha256(spec.jar().sha256(foundation.root())).build())
            .role(role)
            .memorySize(spec.memoryMb())
            .timeout(spec.timeout())
            .ephemeralStorageSize(Size.mebibytes(spec.temporaryMb()))
            .tracing(Tracing.ACTIVE)
            .logGroup(logs);
    if (spec.reservedConcurrency() != null) {
      builder.reservedConcurrentExecutions(spec.reservedConcurrency());
    }
    if (spec.snapStart()) {
      builder.snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS);
    }
    return builder.build();
  }

  /** A log group as all of ours: sealed, and forgetting. */
  static LogGroup logs(Construct scope, String id, String name, FoundationStack foundation) {
    return LogGroup.Builder.create(scope, id)
        .logGroupName(name)
        .encryptionKey(foundation.metadataKey())
        .retention(LOG_RETENTION)
        .removalPolicy(RemovalPolicy.DESTROY)
        .build();
  }

  /** Adds a permission of its own. */
  LakeFunction allow(PolicyStatement... statements) {
    for (PolicyStatement statement : statements) {
      role.addToPolicy(statement);
    }
    return this;
  }

  /** Adds an environment variable. */
  LakeFunction set(String variable, String value) {
    function.addEnvironment(variable, value);
    return this;
  }

  /** Names a table that this function is told of and does not touch. */
  private LakeFunction names(LakeTable table) {
    return set(table.variable(), table.name());
  }

  /** Gives a table: its name, these actions on its rows, and what it is sealed with. */
  LakeFunction uses(LakeTable table, String... actions) {
    return names(table).allow(table.grant(actions), table.unseal());
  }

  /** Gives an index of a table. */
  LakeFunction queries(LakeTable table, String index) {
    return names(table).allow(table.query(index), table.unseal());
  }

  Spec spec() {
    return spec;
  }

  Duration timeout() {
    return spec.timeout();
  }

  Role role() {
    return role;
  }

  /** What an invoker names: the alias of the published version. */
  String invokeArn() {
    return live.getFunctionArn();
  }

  Alias live() {
    return live;
  }
}
