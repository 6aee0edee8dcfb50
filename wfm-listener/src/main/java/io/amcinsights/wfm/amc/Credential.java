package io.amcinsights.wfm.amc;

import io.amcinsights.core.error.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/**
 * What opens AMC: an application of Login with Amazon, and what its owner granted.
 *
 * @param accessToken empty before the first renewal
 * @param version of the secret this was read from; opaque
 */
public record Credential(
    String clientId, String clientSecret, String accessToken, String refreshToken, String version) {

  /** Complains about what only a person can fill in. */
  Credential expectComplete(String name) {
    List<String> missing = new ArrayList<>();
    if (clientId.isBlank()) {
      missing.add("client_id");
    }
    if (clientSecret.isBlank()) {
      missing.add("client_secret");
    }
    if (refreshToken.isBlank()) {
      missing.add("refresh_token");
    }
    if (!missing.isEmpty()) {
      throw new InvalidInputException(
          "Secret '%s' lacks %s; authorise the application and fill it in",
          name, String.join(", ", missing));
    }
    return this;
  }

  Credential renewed(String newAccessToken, String newRefreshToken) {
    return new Credential(clientId, clientSecret, newAccessToken, newRefreshToken, version);
  }

  @Override
  public String toString() {
    return "Credential[version=%s]".formatted(version);
  }
}
