package io.amcinsights.wfm.amc.secretsmanager;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretVersionStageRequest;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretVersionStageResponse;

/** Versions and labels, as the service's reference describes them. */
final class FakeSecretsManager implements SecretsManagerClient {

  private static final class Secret {
    final Map<String, String> versions = new LinkedHashMap<>();
    final Map<String, String> labels = new HashMap<>();
  }

  private final Map<String, Secret> secrets = new HashMap<>();
  private Runnable beforeLabels = () -> {};
  private int versions;

  String put(String name, String text, String label) {
    Secret secret = secrets.computeIfAbsent(name, it -> new Secret());
    String version = "version-" + ++versions;
    secret.versions.put(version, text);
    secret.labels.put(label, version);
    return version;
  }

  void beforeLabels(Runnable action) {
    beforeLabels = action;
  }

  @Override
  public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
    Secret secret = secret(request.secretId());
    String version = secret.labels.get(request.versionStage());
    return GetSecretValueResponse.builder()
        .versionId(version)
        .secretString(secret.versions.get(version))
        .build();
  }

  @Override
  public PutSecretValueResponse putSecretValue(PutSecretValueRequest request) {
    secret(request.secretId());
    String label = request.versionStages().get(0);
    String version = put(request.secretId(), request.secretString(), label);
    return PutSecretValueResponse.builder().versionId(version).build();
  }

  @Override
  public UpdateSecretVersionStageResponse updateSecretVersionStage(
      UpdateSecretVersionStageRequest request) {
    beforeLabels.run();
    Secret secret = secret(request.secretId());
    if (!request.removeFromVersionId().equals(secret.labels.get(request.versionStage()))) {
      throw InvalidParameterException.builder()
          .message("The label is attached to another version")
          .build();
    }
    secret.labels.put(request.versionStage(), request.moveToVersionId());
    return UpdateSecretVersionStageResponse.builder().build();
  }

  private Secret secret(String name) {
    Secret secret = secrets.get(name);
    if (secret == null) {
      throw ResourceNotFoundException.builder().message("No such secret").build();
    }
    return secret;
  }

  @Override
  public String serviceName() {
    return "secretsmanager";
  }

  @Override
  public void close() {}
}
