package io.amcinsights.infra;

import java.util.List;
import java.util.TreeSet;

/** Resources that hold what cannot be made again. */
final class Stateful {

  static final TreeSet<String> TYPES =
      new TreeSet<>(
          List.of(
              "AWS::DynamoDB::Table", "AWS::Glue::Database", "AWS::KMS::Key", "AWS::S3::Bucket"));

  private Stateful() {}
}
