package io.amcinsights.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Every resource: what it is for and what it costs when nothing happens. */
final class ResourceTable {

  private static final List<String> NAMES =
      List.of(
          "/AlarmName",
          "/AliasName",
          "/BucketName",
          "/Budget/BudgetName",
          "/DashboardName",
          "/DatabaseInput/Name",
          "/FunctionName",
          "/LogGroupName",
          "/ManagedPolicyName",
          "/Name",
          "/QueueName",
          "/StateMachineName",
          "/TableName",
          "/TagKey",
          "/TopicName");

  private static final Pattern REPEATED = Pattern.compile("Rule(0[1-9]|[1-9]\\d)");

  private ResourceTable() {}

  static String of(Templates templates) {
    StringBuilder page =
        new StringBuilder(
            """
            # Resources

            Generated from the synthesised templates of the default configuration (one pipeline, one dataset); `cd infra && java @target/docs.args` writes this page again.
            The last column is USD a month while no file arrives, in us-east-1 and without any free tier; what is empty is paid by use only.
            """);
    for (String stack : new TreeSet<>(templates.byStack().keySet())) {
      page.append("\n## ").append(stack).append("\n\n");
      page.append(templates.template(stack).path("Description").asText()).append(".\n\n");
      page.append("| resource | type | what it is for | idle |\n|---|---|---|---|\n");
      double sum = 0;
      for (Templates.Resource resource : templates.resources()) {
        if (resource.stack().equals(stack) && !repeats(resource)) {
          page.append(row(resource));
          sum += IdleCost.of(resource);
        }
      }
      page.append("| | | together | ").append(usd(sum)).append(" |\n");
    }
    return page.append("\n## Together\n\n")
        .append(usd(IdleCost.of(templates)))
        .append(
            " USD a month, and nothing for each tenant: tenants share one key unless one asks for its"
                + " own (1 USD). ")
        .append(Knowledge.IDLE_PRICES.path("comment").asText())
        .append('\n')
        .toString();
  }

  /** Rules that tenants share are sixty alike: one tells of all. */
  private static boolean repeats(Templates.Resource resource) {
    return TenantTemplateFile.wrote(resource.stack()) && REPEATED.matcher(resource.id()).matches();
  }

  private static String row(Templates.Resource resource) {
    return "| `%s` | %s | %s | %s |%n"
        .formatted(
            name(resource).replace("|", "\\|"),
            resource.type().replace("AWS::", ""),
            purpose(resource).replace("|", "\\|"),
            usd(IdleCost.of(resource)))
        .replace(System.lineSeparator(), "\n");
  }

  private static String name(Templates.Resource resource) {
    if (resource.type().equals("AWS::Lambda::Alias")) {
      // All of them are called "live".
      return resource.id().replaceFirst("[0-9A-F]{8}$", "");
    }
    for (String property : NAMES) {
      JsonNode name = resource.properties().at(property);
      if (!name.isMissingNode() && !name.has("Ref")) {
        return Templates.text(name).replaceAll("<AWS::(\\w+)>", "{$1}");
      }
    }
    // Versions have a hash of their code in their id.
    return resource.type().equals("AWS::Lambda::Version")
        ? resource.id().replaceFirst("CurrentVersion.*", "CurrentVersion")
        : resource.id();
  }

  private static String purpose(Templates.Resource resource) {
    for (String property : List.of("AlarmDescription", "Description")) {
      JsonNode own = resource.properties().path(property);
      if (own.isTextual()) {
        return own.asText().replaceFirst(" Runbook: .*", "");
      }
    }
    String name = name(resource);
    return switch (resource.type()) {
      case "AWS::DynamoDB::Table" -> Knowledge.purpose("tables", last(name));
      case "AWS::S3::Bucket" ->
          name.contains("{") && name.contains("-")
              ? Knowledge.purpose("buckets", last(name.replaceAll("-\\{.*", "")))
              : "What AMC delivers to a tenant";
      case "AWS::SQS::Queue" -> queue(name);
      default -> Knowledge.PURPOSES.path(resource.type()).asText();
    };
  }

  private static String queue(String name) {
    if (name.endsWith("-missed-dlq")) {
      return "Scheduled runs that failed, failed runs of jobs, failed stacks of tenants";
    }
    if (name.endsWith("-dlq")) {
      return "Messages that could not be worked on ten times in a row";
    }
    return name.endsWith("-failed") ? "Failed work with its reason, for a person" : "Work to do";
  }

  private static String last(String name) {
    return name.substring(name.lastIndexOf('-') + 1);
  }

  private static String usd(double usd) {
    return usd == 0 ? "" : String.format(Locale.ROOT, "%.2f", usd);
  }
}
