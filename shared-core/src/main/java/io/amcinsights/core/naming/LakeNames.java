package io.amcinsights.core.naming;

import io.amcinsights.core.error.InvalidInputException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Every physical name of the lake, and nothing else builds one.
 *
 * <p>A name carries each dimension that can exist twice where it has to be unique: installation,
 * environment, team, and pipeline or dataset. Names of IAM are the account's and carry the region
 * too; names of buckets are the world's and carry account and region.
 *
 * @param installation lower-case letters and digits, {@code amclake} by default
 * @param environment lower-case letters and digits, {@code dev} by default
 */
public record LakeNames(String installation, String environment) implements NameScope {

  private static final Pattern PART = Pattern.compile("[a-z][a-z0-9]{0,11}");

  /** The installation that an account has when nobody asked for another. */
  public static final LakeNames DEFAULT = new LakeNames("amclake", "dev");

  /** Lambda, IAM and EventBridge; the tightest limit that our longer names meet. */
  private static final int LONGEST_FUNCTION = 64;

  /** SQS and Step Functions. */
  private static final int LONGEST_QUEUE = 80;

  private static final int LONGEST_JOB = 255;

  public LakeNames {
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
  @Override
  public String prefix() {
    return installation + "-" + environment;
  }

  /** The names that begin with {@code {installation}-{environment}}. */
  public static LakeNames of(String prefix) {
    int dash = prefix.indexOf('-');
    if (dash < 0) {
      throw new InvalidInputException(
          "'%s' names no installation and environment; expected such as %s",
          prefix, DEFAULT.prefix());
    }
    return new LakeNames(prefix.substring(0, dash), prefix.substring(dash + 1));
  }

  /** Description of something that a template cannot tag: it tells whose it is. */
  public String described(String what) {
    return what + " of " + prefix();
  }

  /** Whether {@link #described} wrote it for this installation. */
  public boolean describesOurs(String description) {
    return description.endsWith(described(""));
  }

  /** Zones of the lake, by the name that their buckets carry. */
  public static List<String> zones() {
    return List.of("raw", "stage", "analytics", "athena", "logs");
  }

  /** A zone's bucket: {@code raw}, {@code stage}, {@code analytics}, ... */
  public String bucket(String zone, String account, String region) {
    return prefix() + "-" + zone + "-" + account + "-" + region;
  }

  /** A table of octagon. */
  public String table(String table) {
    return prefix() + "-" + table;
  }

  /** Database of a dataset: its plain name in the default installation, else with the prefix. */
  public String database(String team, String dataset) {
    String plain = team + "_" + dataset;
    return Names.sanitise(equals(DEFAULT) ? plain : prefix() + "_" + plain);
  }

  /** What the names of a team's databases begin with. */
  public String databases(String team) {
    return database(team, "");
  }

  public String ingestQueue() {
    return prefix() + "-ingest";
  }

  @Override
  public String function(String function) {
    return limited("function", LONGEST_FUNCTION, prefix() + "-" + function);
  }

  /** Queue of what schedules could not start. */
  public String missedQueue() {
    return prefix() + "-missed-dlq";
  }

  public String rawRule() {
    return prefix() + "-raw-objects";
  }

  /** Rule of stacks of tenants that failed. */
  public String failedTenantsRule() {
    return prefix() + "-failed-tenants";
  }

  /** The state machine that makes tenants what their records say. */
  public String provisioning() {
    return prefix() + "-provision-tenant";
  }

  /** Topic that is told of every tenant whose provisioning ends. */
  public String noticesTopic() {
    return prefix() + "-tenants";
  }

  public String tenantSweeperRule() {
    return prefix() + "-tenant-sweeper";
  }

  /** The most that CloudFormation may do for tenants. */
  public String deployerBoundary(String region) {
    return prefix() + "-" + region + "-deployer-boundary";
  }

  public String reconcilerRule() {
    return prefix() + "-reconciler";
  }

  /** The topic that alarms are sent to. */
  public String alarmTopic() {
    return prefix() + "-alarms";
  }

  @Override
  public String watch(String what) {
    return prefix() + "-" + what;
  }

  /** What the role of a function may be given at most. */
  public String boundary(String region) {
    return prefix() + "-" + region + "-boundary";
  }

  /** Alias of one of the installation's keys. */
  public String keyAlias(String key) {
    return "alias/" + prefix() + "-" + key;
  }

  /** The Athena workgroup. */
  public String workgroup() {
    return prefix();
  }

  /** Security configuration of crawlers. */
  public String crawlers() {
    return prefix() + "-crawlers";
  }

  /** Key of an LF-tag: tags are an account's. */
  public String tag(String dimension) {
    return prefix() + "-" + dimension;
  }

  /** A stack of the installation: {@code foundation}, {@code ingest}, ... */
  public String stack(String stack) {
    return prefix() + "-" + stack;
  }

  /** Names of what belongs to one pipeline of a team. */
  public Pipeline pipeline(String team, String pipeline) {
    return new Pipeline(prefix(), team + "-" + pipeline);
  }

  /** Names of what belongs to one dataset of a team. */
  public Dataset dataset(String team, String dataset) {
    return new Dataset(prefix() + "-" + team + "-" + dataset);
  }

  /** File name of the tenant template, and the beginning of its stacks' names. */
  public String tenantTemplate() {
    return prefix() + "-tenant";
  }

  /** File name of the template for a tenant whose bucket is in another region. */
  public String awayTemplate() {
    return tenantTemplate() + "-away";
  }

  /** File name of the template for a tenant whose bucket is in another account. */
  public String partnerTemplate() {
    return tenantTemplate() + "-partner";
  }

  /** File name of the template of what tenants share in another region; also its stack's name. */
  public String regionTemplate() {
    return stack("region");
  }

  /** File name of the template of the rules that tenants share; also its stack's name. */
  public String rulesTemplate() {
    return stack("rules");
  }

  /** A rule that tenants share. */
  public String sharedRule(int slot) {
    return prefix() + "-shared-%02d".formatted(slot);
  }

  /** All of those, as policies name them. */
  public String sharedRules() {
    return prefix() + "-shared-*";
  }

  /** Role that events of other regions are sent home with. Roles are an account's. */
  public String forwarder(String region) {
    return prefix() + "-" + region + "-forwarder";
  }

  /** The most that the function may do that adds to settings of adopted buckets. */
  public String mergeBoundary(String region) {
    return prefix() + "-" + region + "-merge-boundary";
  }

  /**
   * Role that a tenant's bucket in another account is read with. Its template makes this of the
   * customer's id by itself; as long as the tenant's rule, it is never too long for a role.
   */
  public String partnerReader(String customerId) {
    return tenant(customerId);
  }

  /**
   * ARN of that role.
   *
   * @param account that the bucket is in
   * @param homeRegion of the installation, whose readers the role trusts
   */
  public String partnerReaderArn(String account, String homeRegion, String customerId) {
    return "arn:%s:iam::%s:role%s%s"
        .formatted(
            partition(homeRegion), account, tenantsPath(homeRegion), partnerReader(customerId));
  }

  private static String partition(String region) {
    if (region.startsWith("cn-")) {
      return "aws-cn";
    }
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }

  /** Rule of a tenant; also the name of its stack. */
  public String tenant(String customerId) {
    return tenantTemplate() + "-" + customerId;
  }

  /** How long a customer id may be before its rule's name is refused. */
  public int longestCustomerId() {
    return LONGEST_FUNCTION - tenant("").length();
  }

  /**
   * Path of the roles that read tenants' buckets: a tenant's stack trusts whoever lives there, so
   * that neither side names the other. Role paths are global, hence the region.
   */
  public String readersPath(String region) {
    return "/" + prefix() + "/" + region + "/readers/";
  }

  /** Stack of a tenant: CloudFormation takes no underscore, ids of customers do. */
  public String tenantStack(String customerId) {
    String plain = customerId.replace('_', '-');
    return plain.equals(customerId)
        ? tenant(customerId)
        : tenant(plain) + "-" + Integer.toHexString(customerId.hashCode());
  }

  /** Path of the roles that let readers into one tenant's bucket. */
  public String tenantsPath(String region) {
    return "/" + prefix() + "/" + region + "/tenants/";
  }

  /** Log group of a function. */
  public static String functionLogs(String function) {
    return "/aws/lambda/" + function;
  }

  /** Log group of a state machine; the prefix keeps the account's log resource policy small. */
  public static String machineLogs(String machine) {
    return "/aws/vendedlogs/states/" + machine;
  }

  /** What the log groups of a Glue job begin with. */
  public static String jobLogs(String job) {
    return "/aws-glue/" + job;
  }

  /** Where a dead letter of this queue goes. */
  public static String deadLetters(String queue) {
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
  public record Pipeline(String lake, String name) implements NameScope {

    /** {@code {installation}-{environment}-{team}-{pipeline}}. */
    @Override
    public String prefix() {
      return lake + "-" + name;
    }

    /** Key of the stage's row in octagon, which is the installation's own. */
    public String stageRow(String letter) {
      return name + "-stage-" + letter;
    }

    @Override
    public String function(String function) {
      return limited("function", LONGEST_FUNCTION, prefix() + "-" + function);
    }

    /** State machine of a stage. */
    public String stage(String letter) {
      return limited("state machine", LONGEST_QUEUE, prefix() + "-stage-" + letter);
    }

    /** Queue of a stage. */
    public String stageQueue(String letter) {
      return limited("queue", LONGEST_QUEUE - "-dlq".length(), stage(letter));
    }

    /** Queue of what failed in a stage. */
    public String failedQueue(String letter) {
      return limited("queue", LONGEST_QUEUE, stage(letter) + "-failed");
    }

    /** The Glue job of large loads; also the name of its security configuration. */
    public String loadJob() {
      return limited("Glue job", LONGEST_JOB, prefix() + "-load");
    }

    public String sweeperRule() {
      return function("sweeper");
    }

    /** Rule of runs of the Glue job that failed. */
    public String failedRunsRule() {
      return limited("rule", LONGEST_FUNCTION, prefix() + "-failed-runs");
    }

    @Override
    public String watch(String what) {
      return prefix() + "-" + what;
    }

    public String stack() {
      return prefix() + "-pipeline";
    }
  }

  /** Names of what belongs to one dataset. */
  public record Dataset(String prefix) {

    /** Queue of tables to load. */
    public String stageBQueue() {
      return limited("queue", LONGEST_QUEUE - "-dlq".length(), prefix + "-stage-b");
    }

    /** Rule of the maintenance of tables. */
    public String maintenanceRule() {
      return limited("rule", LONGEST_FUNCTION, prefix + "-maintenance");
    }

    /** The crawler that rebuilds the catalog. */
    public String crawler() {
      return limited("crawler", LONGEST_JOB, prefix + "-crawler");
    }

    public String stack() {
      return prefix + "-dataset";
    }
  }
}
