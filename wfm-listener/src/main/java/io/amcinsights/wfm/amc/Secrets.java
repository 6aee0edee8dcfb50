package io.amcinsights.wfm.amc;

import java.util.Optional;

/** Keeps credentials, one secret for each, so that two of them never overwrite each other. */
public interface Secrets {

  Optional<Credential> find(String name);

  /**
   * Writes a credential over the version it was made from.
   *
   * @param credential with the {@link Credential#version} that was read
   * @return it with its new version; empty when somebody wrote meanwhile, and nothing changed
   */
  Optional<Credential> replace(String name, Credential credential);
}
