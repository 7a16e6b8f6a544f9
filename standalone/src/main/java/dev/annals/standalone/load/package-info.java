/**
 * Sends a file of payments to running services as the commands they stand for, and checks what came
 * of it against a model of its own. Knows the services only through HTTP.
 */
@NullMarked
package dev.annals.standalone.load;

import org.jspecify.annotations.NullMarked;
