from hypothesis import given
from hypothesis import settings
from hypothesis import strategies

from brochure.memory import Memory


def test_what_was_put_is_given_back_and_what_was_not_is_not():
    memory = Memory(10)
    assert memory.put("a", 1, 4) == 1
    assert (memory.get("a"), memory.get("b")) == (1, None)
    assert (len(memory), memory.held) == (1, 4)


def test_the_least_recently_used_goes_first():
    memory = Memory(10)
    memory.put("a", 1, 4)
    memory.put("b", 2, 4)
    memory.get("a")
    memory.put("c", 3, 4)
    assert [memory.get(key) for key in "abc"] == [1, None, 3]


def test_what_is_larger_than_all_room_is_given_back_but_not_kept():
    memory = Memory(10)
    memory.put("a", 1, 4)
    assert memory.put("b", 2, 11) == 2
    assert [memory.get(key) for key in "ab"] == [1, None]


def test_a_value_put_again_takes_the_place_of_the_old_one():
    memory = Memory(10)
    memory.put("a", 1, 9)
    memory.put("a", 2, 3)
    assert (memory.get("a"), memory.held, len(memory)) == (2, 3, 1)
    memory.put("a", 3, 11)
    assert (memory.get("a"), memory.held) == (None, 0)


def test_remembering_makes_once():
    memory, made = Memory(10), []

    def make():
        made.append(1)
        return "made"

    assert [memory.remember("a", make, len) for _ in range(3)] == ["made"] * 3
    assert (made, memory.held) == ([1], 4)
    memory.clear()
    assert memory.remember("a", make, len) == "made"
    assert made == [1, 1]


@settings(max_examples=60)
@given(strategies.lists(strategies.tuples(strategies.integers(0, 5), strategies.integers(0, 30))))
def test_no_more_than_the_bound_is_ever_held(puts):
    memory = Memory(50)
    kept = {}
    for key, size in puts:
        memory.put(key, (key, size), size)
        kept[key] = (key, size)
        assert memory.held <= 50
        assert memory.get(key) == (key, size)
    found = [memory.get(key) for key in kept]
    assert all(value in (None, kept[key]) for key, value in zip(kept, found, strict=True))
    assert memory.held == sum(value[1] for value in found if value)
