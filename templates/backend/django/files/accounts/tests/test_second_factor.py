"""A second factor, for those who have set one up: by an authenticator app, or by a code kept for emergencies."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from rest_framework.test import APIClient

from accounts.models import User
from accounts.tests.factory import make_user

GIVEN = {"email": "ada@example.org", "password": "right and long"}
SECRET = "JBSWY3DPEHPK3PXP"
AUTH = "/api/auth/browser/v1"

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> User:
    """Someone with a second factor."""
    user = make_user(**GIVEN, is_staff=True, is_superuser=True)
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    return user


def code(secret: str = SECRET) -> str:
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


@pytest.mark.usefixtures("ada")
class TestSignIn:
    def test_asks_for_a_code(self, anonymous: APIClient) -> None:
        response = anonymous.post("/api/signin/", GIVEN)
        assert (response.status_code, response.json()) == (202, {"mfa_required": True})
        assert anonymous.get("/api/me/").status_code == 401
        me = anonymous.post("/api/signin/mfa/", {"code": code()})
        assert (me.status_code, me.json()["mfa"]) == (200, True)

    def test_refuses_a_wrong_code(self, anonymous: APIClient) -> None:
        anonymous.post("/api/signin/", GIVEN)
        assert anonymous.post("/api/signin/mfa/", {"code": "000000"}).status_code == 400
        assert anonymous.get("/api/me/").status_code == 401

    def test_lets_nobody_try_for_long(self, anonymous: APIClient) -> None:
        anonymous.post("/api/signin/", GIVEN)
        answers = [anonymous.post("/api/signin/mfa/", {"code": "000000"}).status_code for _ in range(8)]
        assert answers[-1] == 429

    def test_takes_no_code_without_the_password(self, anonymous: APIClient) -> None:
        assert anonymous.post("/api/signin/mfa/", {"code": code()}).status_code == 400
        assert anonymous.get("/api/me/").status_code == 401

    def test_takes_a_recovery_code_once(self, anonymous: APIClient) -> None:
        stored = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)
        kept = stored.wrap().get_unused_codes()[0]
        for status in (200, 400):
            anonymous.post("/api/signin/", GIVEN)
            assert anonymous.post("/api/signin/mfa/", {"code": kept}).status_code == status

    def test_has_no_way_round_it_in_the_admin(self, anonymous: APIClient) -> None:
        form = {"username": GIVEN["email"], "password": GIVEN["password"]}
        assert anonymous.post("/admin/login/", form, format="multipart").status_code == 200
        assert anonymous.get("/admin/").status_code == 302


def test_can_be_set_up_and_given_up_by_who_repeats_their_password(anonymous: APIClient) -> None:
    make_user(**GIVEN)
    anonymous.post("/api/signin/", GIVEN)
    manage = f"{AUTH}/account/authenticators/totp"
    secret: str = anonymous.get(manage).json()["meta"]["secret"]
    assert anonymous.post(manage, {"code": code(secret)}).status_code == 401
    assert anonymous.post(f"{AUTH}/auth/reauthenticate", {"password": GIVEN["password"]}).status_code == 200
    assert anonymous.post(manage, {"code": code(secret)}).status_code == 200
    assert anonymous.get("/api/me/").json()["mfa"] is True
    assert anonymous.delete(manage).status_code == 200
    assert anonymous.get("/api/me/").json()["mfa"] is False
