package io.amcinsights.local.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  @TempDir private Path folder;

  @Test
  void whatWasPutAndNotRemovedIsThereWithoutAClose() {
    Journal journal = Journal.open(file());
    journal.put("a", bytes("1"));
    journal.put("b", bytes("2"));
    journal.put("a", bytes("3"));
    journal.remove("b");

    assertThat(contents(Journal.open(file()))).containsExactly("a=3");
  }

  @Test
  void halfARecordAtTheEndIsCutOff() throws IOException {
    Journal journal = Journal.open(file());
    journal.put("a", bytes("1"));
    journal.put("b", bytes("2"));
    byte[] all = Files.readAllBytes(file());
    Files.write(file(), java.util.Arrays.copyOf(all, all.length - 1));

    Journal again = Journal.open(file());
    again.put("c", bytes("3"));

    assertThat(contents(again)).containsExactly("a=1", "c=3");
    assertThat(contents(Journal.open(file()))).containsExactly("a=1", "c=3");
  }

  @Test
  void garbageAtTheEndIsCutOff() throws IOException {
    Journal.open(file()).put("a", bytes("1"));
    Files.write(file(), new byte[100], StandardOpenOption.APPEND);

    assertThat(contents(Journal.open(file()))).containsExactly("a=1");
  }

  @Test
  void aFileFullOfDeadValuesIsRewritten() throws IOException {
    Journal journal = Journal.open(file());
    journal.put("kept", bytes("k"));
    for (int i = 0; i < 100; i++) {
      journal.put("gone" + i, new byte[100_000]);
      journal.remove("gone" + i);
    }

    assertThat(Files.size(file())).isLessThan(5_000_000);
    assertThat(contents(journal)).containsExactly("kept=k");
    assertThat(contents(Journal.open(file()))).containsExactly("kept=k");
  }

  @Test
  void anInterruptedThreadDoesNotCloseTheFile() {
    Journal journal = Journal.open(file());
    Thread.currentThread().interrupt();
    journal.put("a", bytes("1"));
    assertThat(Thread.interrupted()).isTrue();
    journal.put("b", bytes("2"));

    assertThat(contents(journal)).containsExactly("a=1", "b=2");
  }

  private Path file() {
    return folder.resolve("journal");
  }

  private static java.util.List<String> contents(Journal journal) {
    return journal.entries().entrySet().stream()
        .map(entry -> entry.getKey() + "=" + new String(entry.getValue(), StandardCharsets.UTF_8))
        .toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
