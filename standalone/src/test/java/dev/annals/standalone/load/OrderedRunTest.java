package dev.annals.standalone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OrderedRunTest {

  /** Few accounts, so that nearly everything depends on something. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void together_with_random_delays_comes_to_the_same_as_one_by_one(long seed) throws Exception {
    var random = new Random(seed);
    var plan = PaysimPlan.of(GeneratedPaysim.rows(seed, 600, 2 + random.nextInt(60)));
    var instructions = plan.payments().stream().map(KeyedInstruction::instruction).toList();
    var delays = random.ints(instructions.size(), 0, 300_000).toArray();
    var expected = opened(plan);
    var expectedAnswers = instructions.stream().map(expected::apply).toList();
    var actual = opened(plan);
    var actualAnswers = new Object[instructions.size()];

    OrderedRun.run(
        order(instructions),
        16,
        index -> {
          LockSupport.parkNanos(delays[index]);
          synchronized (actual) {
            actualAnswers[index] = actual.apply(instructions.get(index));
          }
        });

    assertThat(actualAnswers).isEqualTo(expectedAnswers.toArray());
    assertThat(actual.balances()).isEqualTo(expected.balances());
  }

  @Test
  void never_runs_two_of_one_account_at_once_nor_more_than_it_may() throws Exception {
    var accounts = 12;
    var instructions =
        PaysimPlan.of(GeneratedPaysim.rows(9, 2_000, accounts)).payments().stream()
            .map(KeyedInstruction::instruction)
            .toList();
    var busy = new AtomicIntegerArray(2 * accounts);
    var running = new AtomicInteger();
    var runningMax = new AtomicInteger();
    var clashes = new AtomicInteger();

    OrderedRun.run(
        order(instructions),
        5,
        index -> {
          var slots = slots(instructions.get(index), accounts);
          runningMax.accumulateAndGet(running.incrementAndGet(), Math::max);
          slots.forEach(slot -> clashes.addAndGet(busy.getAndIncrement(slot)));
          LockSupport.parkNanos(1_000);
          slots.forEach(busy::getAndDecrement);
          running.decrementAndGet();
        });

    assertThat(clashes).hasValue(0);
    assertThat(runningMax.get()).isBetween(2, 5);
  }

  @Test
  void independent_instructions_run_together() throws Exception {
    var together = new CountDownLatch(8);

    OrderedRun.run(
        new AccountOrder(
            List.of("a", "b", "c", "d", "e", "f", "g", "h").stream().map(List::of).toList()),
        8,
        _ -> {
          together.countDown();
          assertThat(together.await(30, TimeUnit.SECONDS)).isTrue();
        });

    assertThat(together.getCount()).isZero();
  }

  @Test
  void the_first_failure_stops_the_others() {
    var failure = new LoadFailedException("broken");
    var forever = new CountDownLatch(1);
    var interrupted = new AtomicInteger();
    var order = new AccountOrder(List.of(List.of("a"), List.of("b"), List.of("a"), List.of("b")));

    assertThatExceptionOfType(LoadFailedException.class)
        .isThrownBy(
            () ->
                OrderedRun.run(
                    order,
                    2,
                    index -> {
                      if (index == 0) {
                        throw failure;
                      }
                      try {
                        forever.await();
                      } catch (InterruptedException e) {
                        interrupted.incrementAndGet();
                        throw e;
                      }
                    }))
        .isSameAs(failure);
    assertThat(interrupted).hasValueLessThanOrEqualTo(1);
  }

  @Test
  void nothing_to_do_is_done_at_once() throws Exception {
    OrderedRun.run(
        new AccountOrder(List.of()),
        4,
        _ -> {
          throw new LoadFailedException("nothing was to be done");
        });
  }

  private static AccountsModel opened(PaysimPlan plan) {
    var model = new AccountsModel();
    plan.openings().forEach(each -> model.apply(each.instruction()));
    return model;
  }

  private static AccountOrder order(List<Instruction> instructions) {
    return new AccountOrder(instructions.stream().map(Instruction::accounts).toList());
  }

  private static List<Integer> slots(Instruction instruction, int accounts) {
    return instruction.accounts().stream()
        .map(id -> Integer.parseInt(id.substring(1)) + (id.startsWith("M") ? accounts : 0))
        .toList();
  }
}
