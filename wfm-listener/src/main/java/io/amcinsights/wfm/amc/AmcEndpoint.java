package io.amcinsights.wfm.amc;

import io.amcinsights.core.error.InvalidInputException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where AMC of one part of the world is spoken to.
 *
 * @param region {@code NA}, {@code EU} or {@code FE}
 * @param baseUrl with the placeholder {@code {instanceId}}
 * @param tokenUrl where Login with Amazon renews tokens of that part of the world
 */
public record AmcEndpoint(String region, String baseUrl, URI tokenUrl) {

  private static final String INSTANCE = "{instanceId}";
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  public static final AmcEndpoint NORTH_AMERICA =
      amazon("NA", "https://advertising-api.amazon.com", "https://api.amazon.com");
  public static final AmcEndpoint EUROPE =
      amazon("EU", "https://advertising-api-eu.amazon.com", "https://api.amazon.co.uk");
  public static final AmcEndpoint FAR_EAST =
      amazon("FE", "https://advertising-api-fe.amazon.com", "https://api.amazon.co.jp");

  public AmcEndpoint {
    if (!baseUrl.contains(INSTANCE)) {
      throw new InvalidInputException(
          "Base address '%s' has no %s; write where the instance belongs", baseUrl, INSTANCE);
    }
    expectPrivate(URI.create(baseUrl.replace(INSTANCE, "instance")));
    expectPrivate(tokenUrl);
  }

  /** Amazon's own address for a region. */
  public static AmcEndpoint of(String region) {
    return List.of(NORTH_AMERICA, EUROPE, FAR_EAST).stream()
        .filter(it -> it.region.equals(region.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "AMC region is '%s'; expected one of NA, EU, FE", region));
  }

  String base(AmcInstance instance) {
    return baseUrl.replace(INSTANCE, Paths.segment("instance id", instance.instanceId()));
  }

  private static AmcEndpoint amazon(String region, String api, String login) {
    return new AmcEndpoint(
        region, api + "/amc/reporting/" + INSTANCE, URI.create(login + "/auth/o2/token"));
  }

  // Tokens and secrets travel there.
  private static void expectPrivate(URI uri) {
    boolean loopback = uri.getHost() != null && LOOPBACK.contains(uri.getHost());
    if (!"https".equals(uri.getScheme()) && !loopback) {
      throw new InvalidInputException("Address '%s' is not https; nothing else is private", uri);
    }
  }
}
