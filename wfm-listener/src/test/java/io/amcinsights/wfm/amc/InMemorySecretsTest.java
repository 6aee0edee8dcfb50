package io.amcinsights.wfm.amc;

class InMemorySecretsTest extends SecretsContract {

  private final InMemorySecrets secrets = new InMemorySecrets();

  @Override
  protected Secrets secrets() {
    return secrets;
  }

  @Override
  protected void write(String name, Credential credential) {
    secrets.put(name, credential);
  }
}
