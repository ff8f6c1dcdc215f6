"""Webhooks: the journal of changes in; a signed request for each change, to those who asked for it, out."""

from kg.webhooks.deliver import Deliveries, deliver
from kg.webhooks.request import check_address
from kg.webhooks.subscriptions import FILE, Subscription, Subscriptions

__all__ = ["FILE", "Deliveries", "Subscription", "Subscriptions", "check_address", "deliver"]
