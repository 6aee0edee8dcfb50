package io.amcinsights.wfm.amc;

import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * AMC of one part of the world, for any number of instances: they share connections and tokens.
 * Safe for several threads.
 */
public final class AmcClient {

  private final AmcEndpoint endpoint;
  private final Patience patience;
  private final Clock clock;
  private final Sleeper sleeper;
  private final RandomGenerator random;
  private final Transport transport;
  private final AccessTokens tokens;

  public AmcClient(
      AmcEndpoint endpoint,
      Secrets secrets,
      Patience patience,
      Clock clock,
      Sleeper sleeper,
      RandomGenerator random) {
    this.endpoint = endpoint;
    this.patience = patience;
    this.clock = clock;
    this.sleeper = sleeper;
    this.random = random;
    this.transport = new Transport(clock);
    this.tokens = new AccessTokens(secrets, transport, endpoint.tokenUrl());
  }

  /** The API of one instance. */
  public AmcApi of(AmcInstance instance) {
    return new HttpAmcApi(
        new Caller(endpoint, instance, tokens, transport),
        () -> new Deadline(patience, clock, sleeper, random));
  }
}
