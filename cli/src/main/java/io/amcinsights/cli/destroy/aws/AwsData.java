package io.amcinsights.cli.destroy.aws;

import io.amcinsights.cli.aws.Asking;
import io.amcinsights.cli.destroy.DestroyException;
import io.amcinsights.cli.destroy.KeptData;
import io.amcinsights.cli.destroy.Resource;
import io.amcinsights.cli.destroy.Telling;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What stacks keep, by its kind. */
record AwsData(KeptDatabases databases, KeptTables tables, KeptBuckets buckets, KeptKeys keys)
    implements KeptData {

  @Override
  public State look(Resource it) {
    return told(
        it,
        () ->
            switch (it.type()) {
              case "AWS::Glue::Database" -> databases.look(it.name());
              case "AWS::DynamoDB::Table" -> tables.look(it.name());
              case "AWS::S3::Bucket" -> buckets.look(it.name());
              case "AWS::KMS::Key" -> keys.look(it.name());
              default -> throw new IllegalArgumentException(it.type() + " is no kind of data");
            });
  }

  @Override
  public void remove(Resource it, Telling telling) {
    told(
        it,
        () -> {
          switch (it.type()) {
            case "AWS::Glue::Database" -> databases.remove(it.name());
            case "AWS::DynamoDB::Table" -> tables.remove(it.name());
            case "AWS::S3::Bucket" -> buckets.remove(it.name(), telling);
            case "AWS::KMS::Key" -> keys.remove(it.name());
            default -> throw new IllegalArgumentException(it.type() + " is no kind of data");
          }
          return it;
        });
  }

  private static <T> T told(Resource it, Supplier<T> call) {
    try {
      return call.get();
    } catch (AwsServiceException e) {
      throw new DestroyException(
          "%s %s stays: AWS answered %s; remove what is in the way, then run lake destroy again"
              .formatted(it.type(), it.name(), Asking.words(e)));
    }
  }
}
