package io.amcinsights.infra;

import io.amcinsights.core.naming.LakeNames;
import java.nio.file.Path;
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
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * A Java function with its own role, log group and environment: runtime, architecture, tracing and
 * retention are decided here, once.
 *
 * <p>What the function uses is said by the methods that give it: each sets the environment variable
 * and the permission together, so that neither exists without the other.
 */
final class LakeFunction extends Construct {

  /**
   * What differs between functions.
   *
   * @param handler class in the jar
   * @param reservedConcurrency null takes from the account's pool
   * @param rolePath null for the default
   */
  record Spec(
      String name,
      LambdaJar jar,
      String handler,
      int memoryMb,
      Duration timeout,
      int temporaryMb,
      boolean snapStart,
      @Nullable Integer reservedConcurrency,
      @Nullable String rolePath) {

    /** Lambda gives this much /tmp for nothing. */
    private static final int FREE_TEMPORARY_MB = 512;

    /** A function of the account's concurrency pool. */
    static Spec of(String name, LambdaJar jar, String handler, int memoryMb, Duration timeout) {
      return new Spec(name, jar, handler, memoryMb, timeout, FREE_TEMPORARY_MB, false, null, null);
    }

    /** Kept apart from the pool: a burst of files can neither starve it nor be fed faster by it. */
    Spec reserved(int concurrency) {
      return new Spec(
          name, jar, handler, memoryMb, timeout, temporaryMb, snapStart, concurrency, rolePath);
    }

    /** More room in /tmp than the free 512 MB. */
    Spec temporary(int megabytes) {
      return new Spec(
          name,
          jar,
          handler,
          memoryMb,
          timeout,
          megabytes,
          snapStart,
          reservedConcurrency,
          rolePath);
    }

    /** Starts from a snapshot of the loaded classes; invoked through its alias. */
    Spec fromSnapshot() {
      return new Spec(
          name, jar, handler, memoryMb, timeout, temporaryMb, true, reservedConcurrency, rolePath);
    }

    /** Puts the role where tenants' stacks trust it. */
    Spec roleAt(String path) {
      return new Spec(
          name, jar, handler, memoryMb, timeout, temporaryMb, snapStart, reservedConcurrency, path);
    }
  }

  /** Long enough to find the cause of what was reported last week, short enough to stay cheap. */
  static final RetentionDays LOG_RETENTION = RetentionDays.ONE_MONTH;

  private static final String LIVE = "live";

  private final Role role;
  private final Function function;
  private final String invokeArn;
  private final Duration timeout;

  LakeFunction(Construct scope, String id, Path root, Spec spec) {
    super(scope, id);
    timeout = spec.timeout();
    LogGroup logs =
        LogGroup.Builder.create(this, "Logs")
            .logGroupName(LakeNames.functionLogs(spec.name()))
            .retention(LOG_RETENTION)
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    role =
        Role.Builder.create(this, "Role")
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .path(spec.rolePath())
            .build();
    allow(Allow.actions("logs:CreateLogStream", "logs:PutLogEvents").on(logs.getLogGroupArn()));
    Function.Builder builder =
        Function.Builder.create(this, "Function")
            .functionName(spec.name())
            .runtime(Runtime.JAVA_25)
            // A fifth cheaper than x86 for the same work, and DuckDB ships its native for it.
            .architecture(Architecture.ARM_64)
            .handler(spec.handler() + "::handleRequest")
            .code(spec.jar().code(root))
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
    function = builder.build();
    // JSON to stdout; shared-core ships it under a name that no other program picks up.
    function.addEnvironment("LOG4J_CONFIGURATION_FILE", "lake-log4j2-lambda.xml");
    invokeArn = spec.snapStart() ? published() : function.getFunctionArn();
  }

  private String published() {
    Annotations.of(function)
        .acknowledgeWarning(
            "@aws-cdk/aws-lambda:snapStartRequirePublish", "The alias publishes a version.");
    return Alias.Builder.create(this, "Live")
        .aliasName(LIVE)
        .version(function.getCurrentVersion())
        .build()
        .getFunctionArn();
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

  Duration timeout() {
    return timeout;
  }

  Function function() {
    return function;
  }

  Role role() {
    return role;
  }

  /** What an invoker names: the alias of a function that starts from a snapshot. */
  String invokeArn() {
    return invokeArn;
  }
}
