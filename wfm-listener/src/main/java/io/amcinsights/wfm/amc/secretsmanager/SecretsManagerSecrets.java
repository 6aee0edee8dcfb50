package io.amcinsights.wfm.amc.secretsmanager;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.aws.AwsErrors;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.wfm.amc.Credential;
import io.amcinsights.wfm.amc.Secrets;
import java.util.Optional;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * Secrets of AWS Secrets Manager: a JSON object with {@code client_id}, {@code client_secret},
 * {@code access_token} and {@code refresh_token}, and whatever else its owner keeps there.
 *
 * <p>A new value is first written aside and then made the current one in the place of the version
 * that it was made from. Only the second is a promise: the service refuses it when another version
 * is current by then.
 */
public final class SecretsManagerSecrets implements Secrets {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String CURRENT = "AWSCURRENT";
  // A version without any label may be removed before it is made the current one.
  private static final String CANDIDATE = "AMC_CANDIDATE";

  private final SecretsManagerClient client;

  public SecretsManagerSecrets(SecretsManagerClient client) {
    this.client = client;
  }

  @Override
  public Optional<Credential> find(String name) {
    return read(name)
        .map(
            it -> {
              JsonNode document = document(name, it);
              return new Credential(
                  document.path("client_id").asText(""),
                  document.path("client_secret").asText(""),
                  document.path("access_token").asText(""),
                  document.path("refresh_token").asText(""),
                  it.versionId());
            });
  }

  @Override
  public Optional<Credential> replace(String name, Credential credential) {
    Optional<GetSecretValueResponse> stored =
        read(name).filter(it -> it.versionId().equals(credential.version()));
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode document =
        document(name, stored.get())
            .put("client_id", credential.clientId())
            .put("client_secret", credential.clientSecret())
            .put("access_token", credential.accessToken())
            .put("refresh_token", credential.refreshToken());
    String version = write(name, document);
    if (!makeCurrent(name, version, credential.version())) {
      return Optional.empty();
    }
    return Optional.of(
        new Credential(
            credential.clientId(),
            credential.clientSecret(),
            credential.accessToken(),
            credential.refreshToken(),
            version));
  }

  private Optional<GetSecretValueResponse> read(String name) {
    try {
      return Optional.of(
          AwsErrors.call(
              "read secret " + name,
              () -> client.getSecretValue(it -> it.secretId(name).versionStage(CURRENT))));
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    }
  }

  private String write(String name, ObjectNode document) {
    PutSecretValueResponse written =
        AwsErrors.call(
            "write secret " + name,
            () ->
                client.putSecretValue(
                    it ->
                        it.secretId(name)
                            .secretString(document.toString())
                            .versionStages(CANDIDATE)));
    return written.versionId();
  }

  private boolean makeCurrent(String name, String version, String replaced) {
    try {
      AwsErrors.call(
          "make a version of secret " + name + " the current one",
          () ->
              client.updateSecretVersionStage(
                  it ->
                      it.secretId(name)
                          .versionStage(CURRENT)
                          .moveToVersionId(version)
                          .removeFromVersionId(replaced)));
      return true;
    } catch (InvalidParameterException | InvalidRequestException e) {
      return false;
    }
  }

  private static ObjectNode document(String name, GetSecretValueResponse value) {
    try {
      String text = value.secretString();
      if (text != null && MAPPER.readTree(text) instanceof ObjectNode document) {
        return document;
      }
    } catch (JsonProcessingException e) {
      // Told below, without the exception: it quotes the secret.
    }
    throw new InvalidInputException(
        "Secret '%s' is no JSON object; write client_id, client_secret, access_token and"
            + " refresh_token",
        name);
  }
}
