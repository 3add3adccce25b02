"""From the requests of web frameworks to the arguments of `Verifier.receive`.

    arrived = delivrd.contrib.flask.read_request(flask.request)
    notification = verifier.receive(*arrived)

No framework is imported here, so that none has to be installed: each module looks only at the
request it is given.
"""
