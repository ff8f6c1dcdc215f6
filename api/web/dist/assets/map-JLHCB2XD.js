import{c as a}from"./chunk-BN4UFMVN.js";import"./chunk-H24R4IFO.js";import"./chunk-UEXOFYVT.js";import"./chunk-ALGJWBRG.js";import"./chunk-K34EM2HX.js";export{a as map};
