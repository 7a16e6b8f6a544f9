package dev.annals.benchmarks.peer;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.axonframework.common.jpa.EntityManagerProvider;
import org.axonframework.messaging.core.unitofwork.transaction.Transaction;
import org.axonframework.messaging.core.unitofwork.transaction.TransactionManager;
import org.jspecify.annotations.Nullable;

/**
 * An entity manager for each transaction, bound to the thread and closed at its end, as Spring has
 * it; there is no Axon extension for Spring at this version.
 */
final class JpaTransactions implements TransactionManager, EntityManagerProvider {

  private final EntityManagerFactory factory;

  @SuppressWarnings("ThreadLocalUsage") // as many as there are factories, and emptied at each end
  private final ThreadLocal<EntityManager> current = new ThreadLocal<>();

  JpaTransactions(EntityManagerFactory factory) {
    this.factory = factory;
  }

  @Override
  public Transaction startTransaction() {
    var manager = factory.createEntityManager();
    manager.getTransaction().begin();
    current.set(manager);
    return new Bound(manager);
  }

  /** The transaction's own; closing it is the transaction's affair, as with Spring's. */
  @Override
  public EntityManager getEntityManager() {
    var manager = current.get();
    if (manager == null) {
      throw new IllegalStateException("No transaction");
    }
    return (EntityManager)
        Proxy.newProxyInstance(
            EntityManager.class.getClassLoader(),
            new Class<?>[] {EntityManager.class},
            (proxy, method, arguments) -> unlessClose(manager, method, arguments));
  }

  private static @Nullable Object unlessClose(
      EntityManager manager, Method method, Object @Nullable [] arguments) throws Throwable {
    if (method.getName().equals("close")) {
      return null;
    }
    try {
      return method.invoke(manager, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  /** The transaction of the thread that started it. */
  private final class Bound implements Transaction {

    private final EntityManager manager;

    Bound(EntityManager manager) {
      this.manager = manager;
    }

    @Override
    public void commit() {
      manager.getTransaction().commit();
      end();
    }

    @Override
    public void rollback() {
      try {
        if (manager.getTransaction().isActive()) {
          manager.getTransaction().rollback();
        }
      } finally {
        end();
      }
    }

    private void end() {
      current.remove();
      manager.close();
    }
  }
}
