package io.amcinsights.local.deploy;

import io.amcinsights.local.events.Bus;

/** An account, in one region. */
public record Place(String account, String region) {

  /** What happens here is told on this bus. */
  Bus bus() {
    return new Bus(account, region);
  }

  public String arn(String service, String resource) {
    return "arn:aws:%s:%s:%s:%s".formatted(service, region, account, resource);
  }

  /** An ARN of a service without regions. */
  String globalArn(String service, String resource) {
    return "arn:aws:%s::%s:%s".formatted(service, account, resource);
  }
}
