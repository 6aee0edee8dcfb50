package io.amcinsights.core.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.catalog.Landed;
import org.junit.jupiter.api.Test;

class ExecutionNamesTest {

  @Test
  void fitStepFunctions() {
    assertThat(ExecutionNames.stageA(Landed.version(1).ref(), Integer.MAX_VALUE))
        .hasSizeLessThanOrEqualTo(80)
        .matches("a-[a-z2-7]{40}-2147483647");
    assertThat(ExecutionNames.stageB(Landed.TABLE, Long.MAX_VALUE))
        .hasSizeLessThanOrEqualTo(80)
        .matches("b-[a-z2-7]{40}-9223372036854775807");
  }

  @Test
  void areBase32OfTheHash() {
    // printf abc | sha256sum | xxd -r -p | base32 | tr A-Z a-z | cut -c 1-40
    assertThat(ExecutionNames.stageB("abc", 1))
        .isEqualTo("b-xj4bnp4pahh6uqkbidpf3lrceoyagyndsylxvhfu-1");
  }

  @Test
  void differByDeliveryAndAttempt() {
    assertThat(ExecutionNames.stageA(Landed.version(1).ref(), 1))
        .isNotEqualTo(ExecutionNames.stageA(Landed.version(2).ref(), 1))
        .isNotEqualTo(ExecutionNames.stageA(Landed.version(1).ref(), 2));
  }
}
