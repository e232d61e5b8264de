"""Links as data: what lies between a commune and its province (DOMAIN §6.3), and the two links of the targets.

Rates in kbit/s, times in milliseconds, loss as the share of packets lost each way. `up_s`/`down_s`: the link carries
for so long and is dead for so long, in turns; `cut` says whether a dead link also ends connections (an address
translator that forgets them) or only holds them up.
"""
from dataclasses import dataclass


@dataclass(frozen=True)
class Profile:
    name: str
    up_kbps: float = 0  # 0: as fast as the machine
    down_kbps: float = 0
    round_trip_ms: float = 0
    jitter_ms: float = 0
    loss: float = 0
    packet_bytes: int = 1348  # of payload in one, under a maximum of 1,400 with headers and timestamps
    up_s: float = 0  # 0: never dead
    down_s: float = 0
    cut: bool = False
    refuses: str = ""  # "portal": every connection meets a log-in page; "inspector": one that breaks TLS


VIRTUAL = Profile("virtual")

LINK_A = Profile("A", 64, 64, 600, 0, 0.05)
LINK_B = Profile("B", 128, 128, 600, 0, 0.02)
LINK_A_BURSTS = Profile("A, 5 s up and 25 s down", 64, 64, 600, 0, 0.05, up_s=5, down_s=25, cut=True)
LINK_A_OUTAGE = Profile("A, an outage of 30 s after 40", 64, 64, 600, 0, 0.05, up_s=40, down_s=30, cut=True)
LINK_B_BURSTS = Profile("B, 20 s up and 10 s dead", 128, 128, 600, 0, 0.02, up_s=20, down_s=10, cut=True)

PROFILES = {
    # Ten minutes in the commune centre between days without cover.
    "P0": Profile("P0 village school", 500, 2000, 150, 40, 0.02, up_s=600, down_s=86400, cut=True),
    "P1": Profile("P1 edge 3G", 64, 256, 550, 250, 0.07, up_s=180, down_s=5, cut=True),
    "P2": Profile("P2 weak 4G", 500, 2000, 165, 85, 0.02),
    "P3": Profile("P3 office line", 3000, 10000, 35, 15, 0.005),
    "P4": Profile("P4 satellite", 128, 512, 750, 100, 0.015, up_s=300, down_s=60),
    "P5": Profile("P5 dedicated network", 15000, 15000, 25, 5, 0, packet_bytes=1248),
    "P6": Profile("P6 inspecting proxy", 3000, 10000, 35, 15, 0.005, refuses="inspector"),
    "P6 portal": Profile("P6 captive portal", 3000, 10000, 35, 15, 0.005, refuses="portal"),
    # A stick in a bag: four gigabytes in three days, and no connection at all.
    "P7": Profile("P7 courier", 124, 124, 259_200_000, refuses="portal"),
}
