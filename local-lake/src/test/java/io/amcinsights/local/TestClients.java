package io.amcinsights.local;

import io.amcinsights.core.naming.LakeNames;
import io.amcinsights.tps.aws.PartnerInstructions;
import io.amcinsights.tps.aws.S3Buckets;
import java.net.URI;
import software.amazon.awssdk.regions.Region;

/** Clients of servers a test started itself. */
public final class TestClients {

  private static final URI NOWHERE = URI.create("http://127.0.0.1:9");

  private TestClients() {}

  public static LocalClients s3(URI endpoint) {
    return of(new Endpoints(endpoint, NOWHERE, NOWHERE));
  }

  /** Looks at buckets as provisioning does. */
  public static S3Buckets buckets(LocalClients clients) {
    return new S3Buckets(
        clients,
        clients.sts(),
        LakeNames.DEFAULT,
        new PartnerInstructions(
            LakeNames.DEFAULT, "us-east-1", "000000000000", "s3://assets/partner.json"));
  }

  public static LocalClients sqs(URI endpoint) {
    return of(new Endpoints(NOWHERE, NOWHERE, endpoint));
  }

  public static LocalClients dynamoDb(URI endpoint) {
    return of(new Endpoints(NOWHERE, endpoint, NOWHERE));
  }

  public static LocalClients of(Endpoints endpoints) {
    return new LocalClients(
        endpoints,
        "000000000000",
        Region.US_EAST_1,
        () -> {
          throw new IllegalStateException("no state machines");
        },
        region -> {
          throw new IllegalStateException("no stacks");
        },
        role -> true);
  }
}
