package io.amcinsights.infra;

import io.amcinsights.core.dataset.Dataset;
import java.util.List;
import software.amazon.awscdk.services.athena.CfnNamedQuery;
import software.constructs.Construct;

/** Questions to begin with, saved in the workgroup for the dataset. */
final class NamedQueries extends Construct {

  private record Question(String id, String name, String description, String sql) {}

  private static final List<Question> QUESTIONS =
      List.of(
          new Question(
              "Tables",
              "tables and their columns",
              "Which tables there are, and what they hold",
              """
              SELECT table_name, count(*) AS columns,
                     array_join(array_agg(column_name ORDER BY ordinal_position), ', ') AS names
              FROM information_schema.columns
              WHERE table_schema = '{database}'
              GROUP BY table_name
              ORDER BY table_name
              """),
          new Question(
              "Deliveries",
              "deliveries of a table",
              "Which files the rows of a table came from, the latest first",
              """
              -- Put your table here: {tenant prefix}_{workflow}_{schedule}
              SELECT source_object, count(*) AS row_count, max(file_last_modified) AS delivered
              FROM "{database}"."acme_campaign_performance_daily"
              GROUP BY source_object
              ORDER BY delivered DESC
              """),
          new Question(
              "Campaigns",
              "what campaigns cost and brought",
              "Cost, purchases and cost of a purchase, by campaign",
              """
              SELECT campaign, sum(total_cost) AS cost, sum(purchases) AS purchases,
                     sum(total_cost) / nullif(sum(purchases), 0) AS cost_of_a_purchase
              FROM "{database}"."acme_campaign_performance_daily"
              WHERE NOT filtered
              GROUP BY campaign
              ORDER BY purchases DESC
              """),
          new Question(
              "Frequency",
              "what seeing it more often brings",
              "People and purchases by how often they saw the campaign",
              """
              SELECT frequency_bucket, sum(users_in_bucket) AS people,
                     100.0 * sum(purchases_in_bucket) / nullif(sum(users_in_bucket), 0)
                       AS purchases_of_a_hundred
              FROM "{database}"."acme_reach_frequency_daily"
              WHERE NOT filtered
              GROUP BY frequency_bucket
              ORDER BY frequency_bucket
              """));

  NamedQueries(Construct scope, String id, String workgroup, Dataset dataset) {
    super(scope, id);
    for (Question question : QUESTIONS) {
      CfnNamedQuery.Builder.create(this, question.id())
          .name(workgroup + " " + dataset.name() + ": " + question.name())
          .description(question.description())
          .database(dataset.database())
          .workGroup(workgroup)
          .queryString(question.sql().replace("{database}", dataset.database()))
          .build();
    }
  }
}
