package io.amcinsights.wfm.amc;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Secrets of one process. */
public final class InMemorySecrets implements Secrets {

  private final Map<String, Credential> credentials = new ConcurrentHashMap<>();

  /** Writes whatever was there before, as a person does. */
  public void put(String name, Credential credential) {
    credentials.merge(name, versioned(credential, "1"), InMemorySecrets::next);
  }

  @Override
  public Optional<Credential> find(String name) {
    return Optional.ofNullable(credentials.get(name));
  }

  @Override
  public Optional<Credential> replace(String name, Credential credential) {
    Credential was = credentials.get(name);
    if (was == null || !was.version().equals(credential.version())) {
      return Optional.empty();
    }
    Credential next = next(was, credential);
    return credentials.replace(name, was, next) ? Optional.of(next) : Optional.empty();
  }

  private static Credential next(Credential was, Credential now) {
    return versioned(now, String.valueOf(Long.parseLong(was.version()) + 1));
  }

  private static Credential versioned(Credential it, String version) {
    return new Credential(
        it.clientId(), it.clientSecret(), it.accessToken(), it.refreshToken(), version);
  }
}
