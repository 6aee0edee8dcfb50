package io.amcinsights.cli.aws;

import io.amcinsights.cli.doctor.Check;
import io.amcinsights.cli.doctor.Finding;
import io.amcinsights.core.naming.LakeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.StackResource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Whether the names of the lake's buckets, which are the world's, are free or the lake's own. */
record BucketsCheck(
    S3Client s3, CloudFormationClient cloudFormation, Account account, LakeNames names)
    implements Check {

  private static final int FREE = 404;
  private static final int OF_SOMEBODY_ELSE = 403;
  private static final int ELSEWHERE = 301;

  @Override
  public String name() {
    return "buckets";
  }

  @Override
  public List<Finding> run() {
    var findings = new ArrayList<Finding>();
    var free = new ArrayList<String>();
    var deployed = new ArrayList<String>();
    for (String zone : LakeNames.zones()) {
      String bucket = names.bucket(zone, account.id(), account.region());
      switch (Asking.of("s3:ListBucket", () -> status(bucket))) {
        case FREE -> free.add(zone);
        case OF_SOMEBODY_ELSE -> findings.add(taken(bucket));
        case ELSEWHERE -> findings.add(elsewhere(bucket));
        default ->
            stack(bucket)
                .ifPresentOrElse(it -> deployed.add(zone), () -> findings.add(kept(bucket)));
      }
    }
    if (!free.isEmpty()) {
      findings.add(0, Finding.ok(name(), "names are free of: " + String.join(", ", free)));
    }
    if (!deployed.isEmpty()) {
      findings.add(0, Finding.ok(name(), "deployed: " + String.join(", ", deployed)));
    }
    return List.copyOf(findings);
  }

  /** What S3 answers; 200 only when the bucket is of this account. */
  private int status(String bucket) {
    try {
      s3.headBucket(it -> it.bucket(bucket).expectedBucketOwner(account.id()));
      return 200;
    } catch (S3Exception e) {
      if (List.of(FREE, OF_SOMEBODY_ELSE, ELSEWHERE).contains(e.statusCode())) {
        return e.statusCode();
      }
      throw e;
    }
  }

  /** The stack that holds the bucket. */
  private Optional<String> stack(String bucket) {
    return Asking.of(
        "cloudformation:DescribeStackResources",
        () -> {
          try {
            return cloudFormation
                .describeStackResources(it -> it.physicalResourceId(bucket))
                .stackResources()
                .stream()
                .map(StackResource::stackName)
                .findFirst();
          } catch (AwsServiceException e) {
            if (Asking.code(e).equals("ValidationError")) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  private Finding taken(String bucket) {
    return Finding.problem(
        name(),
        bucket + " is somebody else's, or you may not look at it",
        "let your role do s3:ListBucket there, or deploy under another --installation");
  }

  private Finding elsewhere(String bucket) {
    return Finding.problem(
        name(),
        bucket + " exists in another region",
        "remove it there, or deploy under another --installation");
  }

  private Finding kept(String bucket) {
    return Finding.warning(
        name(),
        bucket
            + " is yours and of no stack, as an earlier installation leaves it; deploying"
            + " would try to make it again and fail",
        "lake deploy -- --all --import-existing-resources, or remove the bucket");
  }
}
