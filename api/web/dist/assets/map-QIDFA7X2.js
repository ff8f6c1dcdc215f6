import{c as a}from"./chunk-CBRJ43OQ.js";import"./chunk-UAVXJZIP.js";import"./chunk-UEXOFYVT.js";import"./chunk-6WWOZLAM.js";import"./chunk-MQBQJFBX.js";export{a as map};
