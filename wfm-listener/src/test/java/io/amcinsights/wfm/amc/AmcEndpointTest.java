package io.amcinsights.wfm.amc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.error.InvalidInputException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmcEndpointTest {

  private static final AmcInstance ACME = new AmcInstance("amc/acme", "a", "m", "c");

  /** D-37: there was one region. */
  @ParameterizedTest
  @CsvSource({
    "NA,advertising-api.amazon.com,api.amazon.com",
    "eu,advertising-api-eu.amazon.com,api.amazon.co.uk",
    "FE,advertising-api-fe.amazon.com,api.amazon.co.jp"
  })
  void everyRegionHasItsHosts(String region, String api, String login) {
    AmcEndpoint endpoint = AmcEndpoint.of(region);

    assertThat(endpoint.base(ACME)).isEqualTo("https://" + api + "/amc/reporting/amc%2Facme");
    assertThat(endpoint.tokenUrl()).isEqualTo(URI.create("https://" + login + "/auth/o2/token"));
  }

  @Test
  void thereIsNoOtherRegion() {
    assertThatThrownBy(() -> AmcEndpoint.of("us-east-1"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("us-east-1")
        .hasMessageContaining("NA, EU, FE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://amc.example/{instanceId}", "https://amc.example/", "/{instanceId}"})
  void tokensAreOnlySentInPrivateAndToAnInstance(String base) {
    assertThatThrownBy(() -> new AmcEndpoint("NA", base, URI.create("https://login.example")))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void neitherAreSecrets() {
    assertThatThrownBy(
            () ->
                new AmcEndpoint(
                    "NA", "https://amc.example/{instanceId}", URI.create("http://login.example")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("http://login.example");
  }
}
