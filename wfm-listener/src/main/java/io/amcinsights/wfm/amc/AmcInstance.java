package io.amcinsights.wfm.amc;

import io.amcinsights.core.error.InvalidInputException;
import java.util.regex.Pattern;

/**
 * Whose AMC it is.
 *
 * @param credential the name of the secret that opens it
 */
public record AmcInstance(
    String instanceId, String advertiserId, String marketplaceId, String credential) {

  private static final Pattern HEADER = Pattern.compile("[!-~]+");

  public AmcInstance {
    expect("instanceId", instanceId);
    expect("advertiserId", advertiserId);
    expect("marketplaceId", marketplaceId);
    if (credential.isBlank()) {
      throw new InvalidInputException("credential is empty; name the secret of AMC's tokens");
    }
  }

  private static void expect(String field, String value) {
    if (!HEADER.matcher(value).matches()) {
      throw new InvalidInputException(
          "%s is '%s'; expected visible characters without spaces", field, value);
    }
  }
}
