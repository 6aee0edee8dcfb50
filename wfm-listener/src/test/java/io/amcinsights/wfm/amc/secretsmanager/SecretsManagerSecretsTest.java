package io.amcinsights.wfm.amc.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import io.amcinsights.wfm.amc.Credential;
import io.amcinsights.wfm.amc.Secrets;
import io.amcinsights.wfm.amc.SecretsContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsManagerSecretsTest extends SecretsContract {

  private final FakeSecretsManager service = new FakeSecretsManager();
  private final SecretsManagerSecrets secrets = new SecretsManagerSecrets(service);

  @Override
  protected Secrets secrets() {
    return secrets;
  }

  @Override
  protected void write(String name, Credential credential) {
    String text =
        Json.write(
            Json.object()
                .put("client_id", credential.clientId())
                .put("client_secret", credential.clientSecret())
                .put("access_token", credential.accessToken())
                .put("refresh_token", credential.refreshToken())
                .put("owner", "somebody"));
    service.put(name, text, "AWSCURRENT");
  }

  @Test
  void whoWritesBetweenTheLookAndTheSwapWins() {
    write(NAME, credential("a"));
    Credential read = secrets.find(NAME).orElseThrow();
    service.beforeLabels(() -> write(NAME, credential("by hand")));

    assertThat(secrets.replace(NAME, read)).isEmpty();
    assertThat(secrets.find(NAME).orElseThrow().accessToken()).isEqualTo("by hand");
  }

  @Test
  void whatElseIsInTheSecretStays() {
    write(NAME, credential("a"));
    Credential read = secrets.find(NAME).orElseThrow();

    assertThat(secrets.replace(NAME, read)).isPresent();

    String text =
        service.getSecretValue(it -> it.secretId(NAME).versionStage("AWSCURRENT")).secretString();
    assertThat(text).contains("\"owner\":\"somebody\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hush", "[\"hush\"]", "{\"hush"})
  void aSecretThatIsNoJsonObjectIsNamedAndNotQuoted(String text) {
    service.put(NAME, text, "AWSCURRENT");

    assertThatThrownBy(() -> secrets.find(NAME))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(NAME)
        .hasMessageNotContaining("hush")
        .hasNoCause();
  }
}
