"""SIGTERM loses nothing: what was taken is answered; and two servers take turns without a client noticing."""

import http.client
import signal
import socket
import threading
import time
import unittest

from support import Server


class Load:
    """Clients that keep a connection each, and follow the servers that are told to them."""

    def __init__(self, hosts, clients=8, keep=True):
        self.hosts, self.stop, self.keep = list(hosts), False, keep
        self.answered, self.lost, self.refused = 0, [], 0
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self.work, args=(i,)) for i in range(clients)]
        for thread in self.threads:
            thread.start()

    def work(self, number):
        connection, host = None, None
        while not self.stop:
            if connection is None:
                with self.lock:
                    host = self.hosts[number % len(self.hosts)]
                connection = http.client.HTTPConnection(host, timeout=30)
                try:
                    connection.connect()
                except OSError:
                    # Nothing was taken, so nothing is lost: a proxy turns to the next server, as does this client.
                    self.refused += 1
                    connection = None
                    time.sleep(0.005)
                    continue
                fresh = True
            try:
                connection.request("GET", "/v1/languages")
                answer = connection.getresponse()
                answer.read()
                with self.lock:
                    self.answered += 1
                    if answer.status != 200:
                        self.lost.append(answer.status)
                fresh = False
                if answer.will_close or not self.keep:
                    connection.close()
                    connection = None
            except (OSError, http.client.HTTPException) as error:
                # A kept connection closed before the next request was seen by the server: HTTP says to ask again.
                # A new one that the system let in and resets was never taken: proxies turn to the next server.
                if fresh and not isinstance(error, ConnectionResetError):
                    with self.lock:
                        self.lost.append(repr(error))
                connection.close()
                connection = None
        if connection:
            connection.close()

    def end(self):
        self.stop = True
        for thread in self.threads:
            thread.join()


class Shutdown(unittest.TestCase):
    def test_the_request_being_sent_is_still_answered(self):
        with Server() as server:
            host, port = server.host.split(":")
            with socket.create_connection((host, int(port)), timeout=20) as client:
                client.sendall(b"POST /v1/compliance/validate-vat HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
                               b"Content-Length: 31\r\n\r\n{\"vat_number\":")
                time.sleep(0.3)
                server.process.send_signal(signal.SIGTERM)
                time.sleep(0.3)
                with self.assertRaises(OSError):
                    socket.create_connection((host, int(port)), timeout=2).close()
                client.sendall(b' "FR44732829320"}')
                answer = b""
                while chunk := client.recv(65536):
                    answer += chunk
            self.assertTrue(answer.startswith(b"HTTP/1.1 200 "), answer[:200])
            self.assertIn(b"connection: close", answer.lower())
            self.assertEqual(server.process.wait(10), 0)

    def test_a_client_that_never_ends_does_not_keep_the_server(self):
        with Server(LISTEN__DRAIN_SECONDS=1) as server:
            host, port = server.host.split(":")
            with socket.create_connection((host, int(port))) as client:
                client.sendall(b"POST /v1/export HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\n{")
                time.sleep(0.2)
                began = time.monotonic()
                self.assertEqual(server.stop(), 0)
                self.assertLess(time.monotonic() - began, 5)

    def test_sigterm_under_load_loses_no_request(self):
        for keep in (True, False):
            with Server() as server:
                load = Load([server.host], keep=keep)
                time.sleep(1)
                server.process.send_signal(signal.SIGTERM)
                self.assertEqual(server.process.wait(20), 0)
                load.end()
                self.assertGreater(load.answered, 50)
                self.assertEqual(load.lost, [], f"of {load.answered}, keep={keep}")

    def test_a_rolling_restart_loses_no_request(self):
        """Two servers, one after the other replaced, as Kubernetes does: the new one is ready before the old one goes."""
        servers = [Server(), Server()]
        load = Load([server.host for server in servers])
        try:
            for turn in range(4):
                time.sleep(0.4)
                fresh = Server()
                with load.lock:
                    load.hosts[turn % 2] = fresh.host
                # The pause of preStop: the old one still answers while proxies hear of it.
                time.sleep(0.1)
                old, servers[turn % 2] = servers[turn % 2], fresh
                with old:
                    self.assertEqual(old.stop(), 0)
        finally:
            load.end()
            for server in servers:
                server.__exit__()
        self.assertGreater(load.answered, 200)
        self.assertEqual(load.lost, [], f"of {load.answered}")
        print(f"\n{load.answered} requests over four restarts, none lost")


if __name__ == "__main__":
    unittest.main()
