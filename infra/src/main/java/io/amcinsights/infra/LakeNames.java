package io.amcinsights.infra;

import io.amcinsights.core.error.InvalidInputException;
import java.util.regex.Pattern;
import software.amazon.awscdk.Aws;

/**
 * Every physical name of the lake, and nothing else builds one.
 *
 * <p>A name carries each dimension that can exist twice in an account and region: installation,
 * environment, team, and pipeline or dataset. Buckets are global, theirs carry account and region
 * too.
 *
 * @param installation lower-case letters and digits, {@code amclake} by default
 * @param environment lower-case letters and digits, {@code dev} by default
 */
record LakeNames(String installation, String environment) {

  private static final Pattern PART = Pattern.compile("[a-z][a-z0-9]{0,11}");

  /** Lambda, IAM and EventBridge; the tightest limit that our longer names meet. */
  private static final int LONGEST_FUNCTION = 64;

  /** SQS and Step Functions. */
  private static final int LONGEST_QUEUE = 80;

  private static final int LONGEST_JOB = 255;

  LakeNames {
    check("installation", installation);
    check("environment", environment);
  }

  private static void check(String what, String value) {
    if (!PART.matcher(value).matches()) {
      throw new InvalidInputException(
          "The %s is '%s'; use 1 to 12 lower-case letters and digits, a letter first"
              + " (cdk -c %s=..., or mvn -Dlake.%s=...)",
          what, value, what, what);
    }
  }

  /** {@code {installation}-{environment}}, the beginning of every name. */
  String prefix() {
    return installation + "-" + environment;
  }

  /** A zone's bucket: {@code raw}, {@code stage}, {@code analytics}, ... */
  String bucket(String zone) {
    return prefix() + "-" + zone + "-" + Aws.ACCOUNT_ID + "-" + Aws.REGION;
  }

  String table(String table) {
    return prefix() + "-" + table;
  }

  String ingestQueue() {
    return prefix() + "-ingest";
  }

  /** A function of the installation. */
  String function(String function) {
    return limited("function", LONGEST_FUNCTION, prefix() + "-" + function);
  }

  String rawRule() {
    return prefix() + "-raw-objects";
  }

  String reconcilerRule() {
    return prefix() + "-reconciler";
  }

  String foundationStack() {
    return prefix() + "-foundation";
  }

  /** Names of what belongs to one pipeline of a team. */
  Pipeline pipeline(String team, String pipeline) {
    return new Pipeline(prefix(), team + "-" + pipeline);
  }

  /** Names of what belongs to one dataset of a team. */
  Dataset dataset(String team, String dataset) {
    return new Dataset(prefix() + "-" + team + "-" + dataset);
  }

  /** File name of the tenant template, and the beginning of its stacks' names. */
  String tenantTemplate() {
    return prefix() + "-tenant";
  }

  /** Rule of a tenant; also the name of its stack. */
  String tenant(String customerId) {
    return tenantTemplate() + "-" + customerId;
  }

  String tenantReader(String customerId) {
    return tenant(customerId) + "-reader";
  }

  /** How long a customer id may be before its reader role's name is refused by IAM. */
  int longestCustomerId() {
    return LONGEST_FUNCTION - tenantReader("").length();
  }

  /**
   * Path of the roles that read tenants' buckets: a tenant's stack trusts whoever lives there, so
   * that neither side names the other. Role paths are global, hence the region.
   */
  String readersPath() {
    return "/" + prefix() + "/" + Aws.REGION + "/readers/";
  }

  /** Log group of a function. */
  static String functionLogs(String function) {
    return "/aws/lambda/" + function;
  }

  /** Log group of a state machine; the prefix keeps the account's log resource policy small. */
  static String machineLogs(String machine) {
    return "/aws/vendedlogs/states/" + machine;
  }

  /** Where a dead letter of this queue goes. */
  static String deadLetters(String queue) {
    return queue + "-dlq";
  }

  private static String limited(String what, int longest, String name) {
    if (name.length() > longest) {
      throw new InvalidInputException(
          "The %s name '%s' has %d characters and AWS allows %d; shorten installation, environment,"
              + " team, pipeline or dataset",
          what, name, name.length(), longest);
    }
    return name;
  }

  /**
   * Names of what belongs to one pipeline.
   *
   * @param name {@code {team}-{pipeline}}
   */
  record Pipeline(String lake, String name) {

    private String prefix() {
      return lake + "-" + name;
    }

    /** Key of the stage's row in octagon, which is the installation's own. */
    String stageRow(String letter) {
      return name + "-stage-" + letter;
    }

    String function(String function) {
      return limited("function", LONGEST_FUNCTION, prefix() + "-" + function);
    }

    String stage(String letter) {
      return limited("state machine", LONGEST_QUEUE, prefix() + "-stage-" + letter);
    }

    String stageQueue(String letter) {
      return limited("queue", LONGEST_QUEUE - "-dlq".length(), stage(letter));
    }

    String failedQueue(String letter) {
      return limited("queue", LONGEST_QUEUE, stage(letter) + "-failed");
    }

    /** The Glue job of large loads; also the name of its security configuration. */
    String loadJob() {
      return limited("Glue job", LONGEST_JOB, prefix() + "-load");
    }

    String sweeperRule() {
      return function("sweeper");
    }

    String stack() {
      return prefix() + "-pipeline";
    }
  }

  /** Names of what belongs to one dataset. */
  record Dataset(String prefix) {

    String stageBQueue() {
      return limited("queue", LONGEST_QUEUE - "-dlq".length(), prefix + "-stage-b");
    }

    String maintenanceRule() {
      return limited("rule", LONGEST_FUNCTION, prefix + "-maintenance");
    }

    String stack() {
      return prefix + "-dataset";
    }
  }
}
