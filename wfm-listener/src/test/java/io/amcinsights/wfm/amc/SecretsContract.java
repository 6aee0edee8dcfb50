package io.amcinsights.wfm.amc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What every {@link Secrets} does. */
public abstract class SecretsContract {

  protected static final String NAME = "amc/acme";

  /** Secrets without any. */
  protected abstract Secrets secrets();

  /** A person writes one. */
  protected abstract void write(String name, Credential credential);

  protected static Credential credential(String accessToken) {
    return new Credential("c", "s", accessToken, "r", "");
  }

  @Test
  void findsNothingBeforeItIsWritten() {
    assertThat(secrets().find(NAME)).isEmpty();
    assertThat(secrets().replace(NAME, credential("a"))).isEmpty();
    assertThat(secrets().find(NAME)).isEmpty();
  }

  @Test
  void findsWhatWasWritten() {
    write(NAME, credential("a"));

    Credential found = secrets().find(NAME).orElseThrow();

    assertThat(found.clientId()).isEqualTo("c");
    assertThat(found.clientSecret()).isEqualTo("s");
    assertThat(found.accessToken()).isEqualTo("a");
    assertThat(found.refreshToken()).isEqualTo("r");
    assertThat(found.version()).isNotBlank();
  }

  @Test
  void replacesTheVersionThatWasRead() {
    write(NAME, credential("a"));
    Credential read = secrets().find(NAME).orElseThrow();

    Credential replaced = secrets().replace(NAME, read.renewed("b", "r2")).orElseThrow();

    assertThat(replaced.version()).isNotEqualTo(read.version());
    assertThat(secrets().find(NAME)).contains(replaced);
    assertThat(replaced.refreshToken()).isEqualTo("r2");
  }

  /** D-40: who wrote last won. */
  @Test
  void replacesNoOtherVersion() {
    write(NAME, credential("a"));
    Credential read = secrets().find(NAME).orElseThrow();
    Credential first = secrets().replace(NAME, read.renewed("b", "r")).orElseThrow();

    assertThat(secrets().replace(NAME, read.renewed("c", "r"))).isEmpty();
    assertThat(secrets().find(NAME)).contains(first);
  }

  @Test
  void replacesNothingThatAPersonWroteMeanwhile() {
    write(NAME, credential("a"));
    Credential read = secrets().find(NAME).orElseThrow();
    write(NAME, credential("by hand"));

    assertThat(secrets().replace(NAME, read.renewed("b", "r"))).isEmpty();
    assertThat(secrets().find(NAME).orElseThrow().accessToken()).isEqualTo("by hand");
  }

  /** D-40: all credentials were one document. */
  @Test
  void keepsCredentialsApart() {
    write(NAME, credential("a"));
    write("amc/other", credential("o"));
    Credential read = secrets().find(NAME).orElseThrow();

    assertThat(secrets().replace(NAME, read.renewed("b", "r"))).isPresent();

    assertThat(secrets().find("amc/other").orElseThrow().accessToken()).isEqualTo("o");
  }
}
