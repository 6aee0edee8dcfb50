package io.amcinsights.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.error.LakeException.Remedy;
import org.junit.jupiter.api.Test;

class LakeExceptionTest {

  private final RuntimeException cause = new IllegalStateException("why");

  @Test
  void isTypedByWhoMustAct() {
    assertThat(new InvalidInputException("x").remedy()).isEqualTo(Remedy.PARK);
    assertThat(new RejectedDataException("x").remedy()).isEqualTo(Remedy.QUARANTINE);
    assertThat(new UnavailableException("x").remedy()).isEqualTo(Remedy.RETRY);
  }

  @Test
  void bearsAStableWord() {
    assertThat(new InvalidInputException("x").code()).isEqualTo("INVALID_INPUT");
    assertThat(new RejectedDataException("x").code()).isEqualTo("REJECTED_DATA");
    assertThat(new UnavailableException("x").code()).isEqualTo("UNAVAILABLE");
  }

  @Test
  void formatsItsMessageAndKeepsItsCause() {
    assertThat(new RejectedDataException(cause, "Line %d is '%s'", 3, "%d"))
        .hasMessage("Line 3 is '%d'")
        .hasCause(cause);
    assertThat(new InvalidInputException(cause, "x")).hasCause(cause);
    assertThat(new UnavailableException(cause, "x")).hasCause(cause);
  }
}
