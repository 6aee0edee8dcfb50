package io.amcinsights.local.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.lifecycle.Migrations;
import io.amcinsights.core.lifecycle.dynamodb.DynamoDbOctagon;
import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.local.FreePort;
import io.amcinsights.local.LocalClients;
import io.amcinsights.local.StateV1;
import io.amcinsights.local.TestClients;
import io.amcinsights.local.dynamodb.DynamoDbServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** From the folder of version 1, step by step and killed in between. */
class UpgradeIT {

  @TempDir private Path folder;

  private FolderVersion version() {
    return new FolderVersion(folder);
  }

  private void withTables(Consumer<DynamoDbClient> work) {
    try (DynamoDbServer server = DynamoDbServer.start(folder.resolve("dynamodb"), FreePort.find());
        LocalClients clients = TestClients.dynamoDb(server.endpoint())) {
      work.accept(clients.dynamoDb());
    }
  }

  private static DynamoDbOctagon octagon(DynamoDbClient client) {
    return new DynamoDbOctagon(client, "amclake-dev-pipelines", "amclake-dev-customers");
  }

  private static Tenant.Status acme(DynamoDbClient client) {
    return octagon(client).tenants().find("acme").orElseThrow().status();
  }

  @Test
  void aNewFolderIsOfThisVersionAtOnce() {
    Upgrade upgrade = Upgrade.of(folder);

    withTables(upgrade::apply);

    assertThat(version().read()).isEqualTo(2);
    assertThat(folder.resolve("backup")).doesNotExist();
  }

  @Test
  void theMetadataIsMigratedAndACopyOfItKept() throws Exception {
    StateV1.unpack(folder);
    byte[] before = Files.readAllBytes(tables(folder));
    Upgrade upgrade = Upgrade.of(folder);
    assertThat(version().read()).as("not yet").isEqualTo(1);

    withTables(
        client -> {
          upgrade.apply(client);
          assertThat(octagon(client).version()).isEqualTo(Migrations.CURRENT);
          assertThat(acme(client)).isEqualTo(Tenant.Status.REQUESTED);
        });

    assertThat(version().read()).isEqualTo(2);
    assertThat(tables(folder.resolve("backup/version-1"))).hasBinaryContent(before);
  }

  @Test
  void killedBeforeTheVersionIsWrittenItIsDoneAgainAndTheCopyIsStillOfBefore() throws Exception {
    StateV1.unpack(folder);
    byte[] before = Files.readAllBytes(tables(folder));
    Migration killed =
        step(
            1,
            client -> {
              StoredOctagon.bringUpToDate(folder, client);
              throw new IllegalStateException("killed");
            });
    Upgrade first = Upgrade.of(folder, List.of(killed));
    withTables(client -> assertThatThrownBy(() -> first.apply(client)).hasMessage("killed"));
    assertThat(version().read()).isEqualTo(1);

    Upgrade second = Upgrade.of(folder);
    withTables(
        client -> {
          second.apply(client);
          assertThat(acme(client)).isEqualTo(Tenant.Status.REQUESTED);
        });

    assertThat(version().read()).isEqualTo(2);
    assertThat(tables(folder.resolve("backup/version-1"))).hasBinaryContent(before);
  }

  @Test
  void aCopyThatWasCutOffIsMadeAgain() throws Exception {
    StateV1.unpack(folder);
    Path part = Files.createDirectories(folder.resolve("backup/version-1.part/dynamodb"));
    Files.writeString(part.resolve("half"), "of a file");

    Upgrade.of(folder);

    assertThat(tables(folder.resolve("backup/version-1"))).hasSameBinaryContentAs(tables(folder));
    assertThat(folder.resolve("backup/version-1/dynamodb/half")).doesNotExist();
    assertThat(folder.resolve("backup/version-1.part")).doesNotExist();
  }

  @Test
  void everyStepIsDoneOnceInTheirOrder() {
    List<String> done = new ArrayList<>();
    version().write(1);
    List<Migration> two = List.of(step(1, c -> done.add("1")), step(2, c -> done.add("2")));

    withTables(client -> Upgrade.of(folder, two.subList(0, 1)).apply(client));
    withTables(client -> Upgrade.of(folder, two).apply(client));
    withTables(client -> Upgrade.of(folder, two).apply(client));

    assertThat(done).containsExactly("1", "2");
    assertThat(version().read()).isEqualTo(3);
  }

  @Test
  void aFolderFromTheFutureIsRefusedAndNotTouched() throws IOException {
    version().write(7);
    String before = Files.readString(folder.resolve("schema.json"));

    assertThatThrownBy(() -> Upgrade.of(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll(
            folder.toString(), "version 7", "knows up to 2", "Start it with that version", "--dir");
    assertThat(folder).isDirectoryNotContaining(file -> !file.endsWith("schema.json"));
    assertThat(folder.resolve("schema.json")).hasContent(before);
  }

  @Test
  void aDamagedVersionIsNotTakenForTheFirstOne() throws IOException {
    Files.writeString(folder.resolve("schema.json"), "{}");

    assertThatThrownBy(() -> Upgrade.of(folder)).hasMessageContaining("says no version");
  }

  private static Path tables(Path lake) {
    return lake.resolve("dynamodb").resolve("shared-local-instance.db");
  }

  private static Migration step(int from, Consumer<DynamoDbClient> change) {
    return new Migration() {
      @Override
      public int from() {
        return from;
      }

      @Override
      public String what() {
        return "a step of this test";
      }

      @Override
      public List<String> changes() {
        return List.of("dynamodb");
      }

      @Override
      public void apply(Path folder, DynamoDbClient dynamoDb) {
        change.accept(dynamoDb);
      }
    };
  }
}
