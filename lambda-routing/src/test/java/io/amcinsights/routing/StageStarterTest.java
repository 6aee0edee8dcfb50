package io.amcinsights.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.concurrent.Parallel;
import io.amcinsights.core.error.UnavailableException;
import io.amcinsights.core.machine.InMemoryMachines;
import io.amcinsights.core.machine.Machines;
import io.amcinsights.core.message.ExecutionNames;
import io.amcinsights.core.message.LoadInput;
import io.amcinsights.core.message.LoadInputJson;
import io.amcinsights.core.message.StageAMessage;
import io.amcinsights.core.message.StageAMessageJson;
import io.amcinsights.core.message.StageBMessage;
import io.amcinsights.core.message.StageBMessageJson;
import io.amcinsights.core.table.InMemoryTableRegistry;
import io.amcinsights.core.table.TableSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageStarterTest {

  private static final String MACHINE = "arn:machine";
  private static final String TABLE = "team_data.clicks";
  private static final DeliveryRef DELIVERY = new DeliveryRef(new ObjectId("b", "k"), "v1");

  private final InMemoryMachines machines = new InMemoryMachines();
  private final InMemoryTableRegistry tables = new InMemoryTableRegistry();
  private final StageStarter stageA = new DeliveryStarter(machines, MACHINE, Parallel.of(2));
  private final StageStarter stageB =
      new TableStarter(tables, machines, MACHINE, Parallel.inline());

  StageStarterTest() {
    tables.register(TABLE, "team-data", new TableSource("team", "clicks", "raw", null));
  }

  @Test
  void stageAStartsOneExecutionPerDeliveryAndAttempt() {
    assertThat(stageA.start(List.of(ringA("1", 1), ringA("2", 1), ringA("3", 2)))).isEmpty();

    assertThat(machines.executions().values().stream().map(InMemoryMachines.Started::name))
        .containsExactlyInAnyOrder(
            ExecutionNames.stageA(DELIVERY, 1), ExecutionNames.stageA(DELIVERY, 2));
  }

  @Test
  void stageAAcknowledgesWhenTheAttemptHasEnded() {
    stageA.start(List.of(ringA("1", 1)));
    machines.end(MACHINE, ExecutionNames.stageA(DELIVERY, 1));

    assertThat(stageA.start(List.of(ringA("2", 1)))).isEmpty();
  }

  @Test
  void aMessageNobodyCanReadFailsAlone() {
    assertThat(stageA.start(List.of(new QueueMessage("bad", "{}"), ringA("2", 1))))
        .containsOnlyKeys("bad");
    assertThat(machines.executions()).hasSize(1);
  }

  @Test
  void stageBRingsAndStartsTheGenerationOfTheTable() {
    long generation = tables.find(TABLE).orElseThrow().generation();

    assertThat(stageB.start(List.of(ringB("1", TABLE), ringB("2", TABLE)))).isEmpty();

    assertThat(tables.find(TABLE).orElseThrow().doorbell()).isEqualTo(1);
    InMemoryMachines.Started started = machines.executions().values().iterator().next();
    assertThat(started.name()).isEqualTo(ExecutionNames.stageB(TABLE, generation));
    assertThat(started.input())
        .isEqualTo(LoadInputJson.write(new LoadInput("team-data", TABLE, generation)));
  }

  @Test
  void stageBRingsAgainWhenTheGenerationWasClosedMeanwhile() {
    long generation = tables.find(TABLE).orElseThrow().generation();
    Machines closing =
        new Machines() {
          @Override
          public Start start(String machine, String name, String input) {
            if (name.equals(ExecutionNames.stageB(TABLE, generation))) {
              tables.raise(TABLE, generation);
              return Start.NAME_TAKEN;
            }
            return machines.start(machine, name, input);
          }

          @Override
          public Status status(String machine, String name) {
            return machines.status(machine, name);
          }
        };

    assertThat(
            new TableStarter(tables, closing, MACHINE, Parallel.inline())
                .start(List.of(ringB("1", TABLE))))
        .isEmpty();
    assertThat(machines.status(MACHINE, ExecutionNames.stageB(TABLE, generation + 1)))
        .isEqualTo(Machines.Status.RUNNING);
  }

  @Test
  void stageBLeavesAGenerationThatEndedWithoutClosingToTheSweeper() {
    long generation = tables.find(TABLE).orElseThrow().generation();
    stageB.start(List.of(ringB("1", TABLE)));
    machines.end(MACHINE, ExecutionNames.stageB(TABLE, generation));

    assertThat(stageB.start(List.of(ringB("2", TABLE)))).isEmpty();
    assertThat(machines.executions()).hasSize(1);
  }

  @Test
  void everyMessageOfATableThatCannotBeRungFailsAndNoOther() {
    assertThat(
            stageB.start(
                List.of(
                    ringB("1", "team_data.unknown"),
                    ringB("2", TABLE),
                    ringB("3", "team_data.unknown"))))
        .containsOnlyKeys("1", "3");
  }

  @Test
  void aStartThatMayHaveFailedIsRetried() {
    Machines broken =
        new Machines() {
          @Override
          public Start start(String machine, String name, String input) {
            throw new UnavailableException("no answer");
          }

          @Override
          public Status status(String machine, String name) {
            return Status.ABSENT;
          }
        };

    assertThat(
            new TableStarter(tables, broken, MACHINE, Parallel.inline())
                .start(List.of(ringB("1", TABLE))))
        .containsOnlyKeys("1");
  }

  private static QueueMessage ringA(String id, int attempt) {
    return new QueueMessage(
        id,
        StageAMessageJson.write(
            new StageAMessage("team-data", DELIVERY, attempt, StageAMessage.Lane.SMALL)));
  }

  private static QueueMessage ringB(String id, String table) {
    return new QueueMessage(
        id, StageBMessageJson.write(new StageBMessage("team-data", table, DELIVERY)));
  }
}
